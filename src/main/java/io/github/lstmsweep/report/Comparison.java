package io.github.lstmsweep.report;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.report.comparison.BestOfEach;
import io.github.lstmsweep.report.comparison.CurvesOfEach;
import io.github.lstmsweep.report.comparison.InfluenceInEach;
import io.github.lstmsweep.report.comparison.Tables;
import io.github.lstmsweep.report.section.trial.SafePlace;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.List;

/** Writes a page that puts several tables of one task beside each other. */
public final class Comparison {
  private Comparison() {}

  /**
   * Returns the whole page.
   *
   * @throws UserException if the tables are of different tasks
   */
  public static String of(List<SweepSummary> summaries) {
    SweepSummary first = summaries.get(0);
    for (SweepSummary other : summaries) {
      if (other.task() != first.task()) {
        throw UserException.badInput(
            "Cannot compare %s (%s) with %s (%s): must be tables of one task"
                .formatted(
                    first.table().place(),
                    first.task().key(),
                    other.table().place(),
                    other.task().key()));
      }
    }
    Tables tables = Tables.of(summaries);
    Document page =
        new Document(
            String.join(" and ", tables.names()),
            summaries.stream().map(s -> SafePlace.of(s.table().place())).toList());
    page.section("The best of each table", html -> BestOfEach.write(html, tables));
    if (InfluenceInEach.hasAny(tables)) {
      page.section("Influence of each parameter", html -> InfluenceInEach.write(html, tables));
    }
    if (CurvesOfEach.hasAny(tables)) {
      page.section("Learning curves of the best", html -> CurvesOfEach.write(html, tables));
    }
    return page.write();
  }
}
