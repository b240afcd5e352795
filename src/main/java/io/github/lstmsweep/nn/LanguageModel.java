package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/**
 * A language model in training: windows of tokens go in, and the loss is the mean cross-entropy,
 * nats a token (d2l.ai, chapters 9.5 and 10.1). A minibatch is sorted by text, so that windows that
 * begin alike share their states.
 */
public final class LanguageModel extends SequenceModel {
  private final TokenWindows windows;
  private final boolean sharing;
  private final WindowOrder order;

  /**
   * A model over these parameters, on one thread and without dropout.
   *
   * @param windows that minibatches are taken from
   */
  public LanguageModel(Kernels kernels, Parameters parameters, TokenWindows windows) {
    this(kernels, parameters, windows, Optional.empty(), ShardRunner.SEQUENTIAL);
  }

  /**
   * A model over these parameters.
   *
   * @param windows that minibatches are taken from
   * @param dropout between layers, in training
   * @param runner of a minibatch's shards
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
    // Windows with the same text do not have the same states where units are left out at random.
    this.sharing = dropout.isEmpty();
    this.order = new WindowOrder(windows);
  }

  @Override
  void arrange(int[] starts, int from, int to, Pass pass, int[] out) {
    if (sharing || pass == Pass.VALIDATION) {
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
