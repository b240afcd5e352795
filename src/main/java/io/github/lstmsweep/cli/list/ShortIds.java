package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.stream.Stream;

/** The beginnings of ids by which a person can name the trials of a table. */
final class ShortIds {
  private static final int LEAST = 6;

  private final int digits;

  private ShortIds(int digits) {
    this.digits = digits;
  }

  /** Returns the beginnings that are equally long and distinguish all trials of a table. */
  static ShortIds of(TableRows rows) {
    List<String> sorted =
        Stream.concat(
                rows.rows().stream().map(row -> row.id().hex()),
                rows.unreadable().stream().map(row -> row.id().hex()))
            .sorted()
            .toList();
    int digits = LEAST;
    for (int i = 1; i < sorted.size(); i++) {
      digits = Math.max(digits, 1 + common(sorted.get(i - 1), sorted.get(i)));
    }
    return new ShortIds(digits);
  }

  /** Returns the beginning of an id. */
  String of(TrialId id) {
    return id.hex().substring(0, Math.min(digits, id.hex().length()));
  }

  /** Returns how many digits two ids begin with in common. */
  private static int common(String a, String b) {
    int common = 0;
    while (common < a.length() && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    return common;
  }
}
