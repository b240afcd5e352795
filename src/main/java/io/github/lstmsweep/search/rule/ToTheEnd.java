package io.github.lstmsweep.search.rule;

import java.util.Collections;
import java.util.List;

/**
 * Trains every trial to its end.
 *
 * @param name of the method that draws the trials, such as {@code grid}
 */
public record ToTheEnd(String name) implements Rule {
  @Override
  public void train(Trainees trainees) {
    List<Integer> all = Order.all(trainees.size());
    trainees.trainEach(all, Collections.nCopies(all.size(), trainees.epochs()));
  }
}
