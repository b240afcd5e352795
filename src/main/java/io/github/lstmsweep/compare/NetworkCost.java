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
 * What a network costs.
 *
 * @param trial that has it
 * @param speed as measured
 */
public record NetworkCost(Trial trial, Speed speed) {
  /** What decides the cost of a network; trials that differ in others only cost the same. */
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

  /** Its values of what decides the cost. */
  public static Map<Hyperparameter, Object> network(Trial trial) {
    Map<Hyperparameter, Object> network = new LinkedHashMap<>();
    DECISIVE.forEach(h -> network.put(h, trial.hyperparameters().value(h)));
    return network;
  }

  /** The same but for the cell. */
  Map<Hyperparameter, Object> withoutCell() {
    Map<Hyperparameter, Object> rest = network(trial);
    rest.remove(Hyperparameter.CELL);
    return rest;
  }

  Cell cell() {
    return trial.hyperparameters().cell();
  }

  /** FLOP of a token forward; training does three times as many. */
  public double forwardFlops() {
    return TrialCost.forwardFlopsOfToken(trial.hyperparameters(), trial.dataset());
  }
}
