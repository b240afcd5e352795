package io.github.lstmsweep.search.rule;

import java.util.List;

/**
 * Successive halving that never waits for the last trial of a rung (Li and others 2020, "A system
 * for massively parallel hyperparameter tuning"). A trial goes on as soon as it is among the best
 * part of those that have reached its rung. If no trial may go on, the next one begins.
 *
 * <p>The paper has no last trial. Here the course ends after the last one, and a rung of fewer
 * trials than the factor would let none go on. So in the end the best trial of such a rung goes on,
 * and the course ends with a trial that was trained to its last epoch.
 *
 * <p>The decisions follow one logical order, that of a single worker.
 *
 * @param factor one of so many trials goes on, and its epochs grow by it; at least 2
 * @param first epochs before the first decision; at least 1
 * @param seed of the order in which the trials begin
 */
public record Asha(int factor, int first, long seed) implements Rule {
  @Override
  public String name() {
    return "asha (factor " + factor + ", from epoch " + first + Order.named(seed) + ")";
  }

  /** {@inheritDoc} A rung decides by its own scores alone, so those below a gap go on. */
  @Override
  public boolean decidesWithoutAll() {
    return true;
  }

  @Override
  public void train(Trainees trainees) {
    RungLadder ladder = new RungLadder(trainees, factor, first);
    for (int trial : Order.ofBeginning(trainees, seed)) {
      ladder.begin(List.of(trial));
      boolean isPromoting = true;
      while (isPromoting) {
        isPromoting = ladder.promote(1);
      }
    }
    ladder.finish();
  }
}
