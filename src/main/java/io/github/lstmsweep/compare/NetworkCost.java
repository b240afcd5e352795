package io.github.lstmsweep.compare;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.train.speed.Speed;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cost of a network.
 *
 * @param trial a trial with the network
 * @param speed its measured speed
 */
public record NetworkCost(Trial trial, Speed speed) {
  /**
   * The hyperparameters that decide the cost. Trials that differ only in the rest cost the same.
   */
  private static final List<Hyperparameter> DECISIVE =
      List.of(
          Hyperparameter.NUM_STEPS,
          Hyperparameter.BATCH_SIZE,
          Hyperparameter.NUM_LAYERS,
          Hyperparameter.HIDDEN_ACTIVATION,
          Hyperparameter.DROPOUT,
          Hyperparameter.OPTIMIZER,
          Hyperparameter.NUM_HIDDENS,
          Hyperparameter.CELL);

  /** Returns the values of the hyperparameters that decide the cost. */
  public static Map<Hyperparameter, Object> network(Trial trial) {
    Map<Hyperparameter, Object> network = new LinkedHashMap<>();
    DECISIVE.forEach(h -> network.put(h, trial.hyperparameters().value(h)));
    return network;
  }

  /** Returns the network's values without the cell. */
  Map<Hyperparameter, Object> withoutCell() {
    Map<Hyperparameter, Object> rest = network(trial);
    rest.remove(Hyperparameter.CELL);
    return rest;
  }

  Cell cell() {
    return trial.hyperparameters().cell();
  }

  /** Returns the FLOP per token of a forward pass; training takes three times as many. */
  public double forwardFlops() {
    return TrialCost.forwardFlopsOfToken(trial.hyperparameters(), trial.dataset());
  }
}
