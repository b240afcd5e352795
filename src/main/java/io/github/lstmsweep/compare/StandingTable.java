package io.github.lstmsweep.compare;

import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The cells of a table of configurations over their seeds: mean, spread, distance from the best.
 */
public final class StandingTable {
  private StandingTable() {}

  /** Returns the names of the columns. */
  public static List<String> columns(Configurations configurations) {
    Set<Hyperparameter> varying =
        configurations.ranked().isEmpty()
            ? Set.of()
            : configurations.ranked().get(0).configuration().values().keySet();
    List<String> columns = new ArrayList<>(List.of("mean", "sd", "n"));
    varying.forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("behind the best", "told apart"));
    return columns;
  }

  /**
   * Returns the cells of one configuration.
   *
   * @param unknown stands for a number that the seeds do not give
   */
  public static List<String> row(Standing standing, String unknown) {
    Configuration c = standing.configuration();
    List<String> cells = new ArrayList<>();
    cells.add(c.n() == 0 ? unknown : Show.score(c.mean()));
    cells.add(c.n() < 2 ? unknown : Show.score(c.sd()));
    cells.add(
        c.n() == c.rows().size()
            ? Show.count(c.n())
            : Show.count(c.n()) + " of " + Show.count(c.rows().size()));
    c.values().values().forEach(value -> cells.add(Show.parameter(value)));
    cells.add(
        standing
            .behind()
            .map(b -> Show.score(b.low()) + " to " + Show.score(b.high()))
            .orElse(unknown));
    cells.add(standing.isToldApart().map(apart -> apart ? "yes" : "no").orElse(unknown));
    return cells;
  }
}
