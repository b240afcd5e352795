package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists in full the reasons that the list of results cuts short. If there are many, it returns a
 * query for them.
 */
public final class CutReasons {
  private static final int WHOLE = 3;

  private CutReasons() {}

  /**
   * Returns one line per reason, or one line with the query; empty if no reason was cut.
   *
   * @param list the list above these lines
   */
  public static List<String> lines(TableRows rows, ResultList list, Varying varying, String place) {
    Map<String, TrialRow> cut = new LinkedHashMap<>();
    for (TrialRow row : rows.rows()) {
      String reason = row.statusDetail().flatMap(text -> text.lines().findFirst()).orElse("");
      if (!row.isComparable() && list.isCut(reason)) {
        cut.putIfAbsent(reason, row);
      }
    }
    if (cut.size() > WHOLE) {
      return List.of(
          "Whole reasons: "
              + Show.command(
                  "sql",
                  place,
                  "select trial_id, status, status_detail from trials where status != 'OK'"));
    }
    return cut.entrySet().stream()
        .map(e -> subject(e.getValue(), varying) + ": " + e.getKey())
        .toList();
  }

  private static String subject(TrialRow row, Varying varying) {
    String configuration = varying.shown(row);
    return row.status() + (configuration.isEmpty() ? "" : ", " + configuration);
  }
}
