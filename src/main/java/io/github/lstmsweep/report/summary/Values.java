package io.github.lstmsweep.report.summary;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a hyperparameter in a table, in order, each with its rows. */
public final class Values {
  /** Orders numbers by size and all remaining values by name. */
  public static final Comparator<Object> ORDER =
      (a, b) ->
          a instanceof Number x && b instanceof Number y
              ? Double.compare(x.doubleValue(), y.doubleValue())
              : a.toString().compareTo(b.toString());

  private Values() {}

  /** Groups rows by a value. Rows that are older than the hyperparameter have its default. */
  public static SortedMap<Object, List<TrialRow>> of(List<TrialRow> rows, Hyperparameter h) {
    SortedMap<Object, List<TrialRow>> byValue = new TreeMap<>(ORDER);
    for (TrialRow row : rows) {
      byValue.computeIfAbsent(value(row, h), v -> new ArrayList<>()).add(row);
    }
    return byValue;
  }

  /** Returns a row's value. */
  public static Object value(TrialRow row, Hyperparameter h) {
    Object value = row.hyperparameter(h);
    return value == null ? h.defaultValue() : value;
  }
}
