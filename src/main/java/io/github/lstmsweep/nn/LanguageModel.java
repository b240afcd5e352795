package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/**
 * Trains a language model. Windows of tokens go in. The loss is the mean cross-entropy in nats per
 * token (d2l.ai, chapters 9.5 and 10.1). A minibatch is sorted by text, so that windows with the
 * same beginning share their states.
 */
public final class LanguageModel extends SequenceModel {
  private final TokenWindows windows;
  private final boolean sharing;
  private final WindowOrder order;

  /**
   * A model over these parameters, on one thread and without dropout.
   *
   * @param windows source of the minibatches
   */
  public LanguageModel(Kernels kernels, Parameters parameters, TokenWindows windows) {
    this(kernels, parameters, windows, Optional.empty(), ShardRunner.SEQUENTIAL);
  }

  /**
   * A model over these parameters.
   *
   * @param windows source of the minibatches
   * @param dropout between layers, in training
   * @param runner runs a minibatch's shards
   */
  public LanguageModel(
      Kernels kernels,
      Parameters parameters,
      TokenWindows windows,
      Optional<Dropout> dropout,
      ShardRunner runner) {
    super(
        kernels,
        parameters,
        runner,
        packed ->
            new Tile(
                kernels,
                parameters,
                packed,
                new TextEnds(windows, dropout.isEmpty()),
                dropout.orElse(null)));
    this.windows = windows;
    // With dropout, windows with the same text do not have the same states.
    this.sharing = dropout.isEmpty();
    this.order = new WindowOrder(windows);
  }

  @Override
  void arrange(int[] starts, int from, int to, Mode mode, int[] out) {
    if (sharing || mode == Mode.VALIDATION) {
      order.sort(starts, from, to, out);
    } else {
      System.arraycopy(starts, from, out, 0, to - from);
    }
  }

  @Override
  double losses(int windowsOfMinibatch) {
    return (double) windowsOfMinibatch * windows.numSteps();
  }
}
