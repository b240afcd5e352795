package io.github.lstmsweep.search.rule;

import java.util.List;

/**
 * Trains all trials for some epochs, and then only the best ones to the end (Egele and others 2023,
 * "Is one epoch all you need for multi-fidelity hyperparameter optimization?").
 *
 * @param epoch after which the rule decides; at least 1
 * @param kept number of trials that are trained to the end; at least 1
 */
public record AfterEpoch(int epoch, int kept) implements Rule {
  @Override
  public String name() {
    return "best " + kept + " after epoch " + epoch;
  }

  @Override
  public void train(Trainees trainees) {
    List<Integer> all = Order.all(trainees.size());
    double[] scores = trainees.train(all, Math.min(epoch, trainees.epochs()));
    trainees.train(Order.best(all, scores, kept), trainees.epochs());
  }
}
