package io.github.lstmsweep.search.rule;

/**
 * Trains all trials for a few epochs, keeps the best part, trains it for more, and so on (Jamieson
 * and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization").
 *
 * @param factor one of so many trials is kept, and its epochs grow by it; at least 2
 * @param first epochs before the first decision; at least 1
 */
public record SuccessiveHalving(int factor, int first) implements Rule {
  @Override
  public String name() {
    return "successive-halving (factor " + factor + ", from epoch " + first + ")";
  }

  @Override
  public void train(Trainees trainees) {
    new HalvingGroups(trainees, factor).add(Order.all(trainees.size()), first).train();
  }
}
