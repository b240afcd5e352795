package io.github.lstmsweep.report.section;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.summary.Values;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts the trials that are not OK, by the values of one hyperparameter. No mean contains their
 * scores, so without this count a value at which all fail would look harmless.
 */
final class NotOk {
  /** Closer shares may differ by chance. */
  private static final double APART = 0.1;

  private static final int VALUES_NAMED = 3;

  private final Hyperparameter parameter;
  private final Map<Object, Map<TrialStatus, Integer>> byValue = new TreeMap<>(Values.ORDER);

  /** Counts the rows of a table by their values of {@code parameter}. */
  NotOk(List<TrialRow> rows, Hyperparameter parameter) {
    this.parameter = parameter;
    for (TrialRow row : rows) {
      byValue
          .computeIfAbsent(Values.value(row, parameter), v -> new EnumMap<>(TrialStatus.class))
          .merge(row.status(), 1, Integer::sum);
    }
  }

  /** Returns the values in order. */
  List<Object> values() {
    return List.copyOf(byValue.keySet());
  }

  /** Returns the number of trials at a value. */
  int trials(Object value) {
    return byValue.get(value).values().stream().mapToInt(n -> n).sum();
  }

  /** Returns the number of trials at a value that ended with {@code status}. */
  int count(Object value, TrialStatus status) {
    return byValue.get(value).getOrDefault(status, 0);
  }

  /** Returns the number of trials at a value that are not OK. */
  int failed(Object value) {
    return trials(value) - count(value, TrialStatus.OK);
  }

  /** Returns the share of the trials at a value that are not OK, from 0 to 1. */
  double share(Object value) {
    return (double) failed(value) / trials(value);
  }

  /** Returns the number of all trials that are not OK. */
  int failed() {
    return values().stream().mapToInt(this::failed).sum();
  }

  /** Returns the largest difference between the shares at two values, from 0 to 1. */
  double sharesApart() {
    double[] shares = values().stream().mapToDouble(this::share).sorted().toArray();
    return shares.length == 0 ? 0 : shares[shares.length - 1] - shares[0];
  }

  /** Returns whether the value decides which trials fail. */
  boolean decides() {
    return sharesApart() >= APART;
  }

  /**
   * Returns a text such as {@code 1,750 of 2,000 DIVERGED, all at lr ≥ 2e6}; empty if the value
   * decides nothing.
   */
  Optional<String> told() {
    if (!decides()) {
      return Optional.empty();
    }
    int trials = values().stream().mapToInt(this::trials).sum();
    return Optional.of(
        Show.count(failed())
            + " of "
            + Show.count(trials)
            + " "
            + status()
            + ", "
            + where(values().stream().filter(value -> failed(value) > 0).toList()));
  }

  private String status() {
    List<TrialStatus> statuses =
        byValue.values().stream()
            .flatMap(counts -> counts.keySet().stream())
            .filter(status -> status != TrialStatus.OK)
            .distinct()
            .toList();
    return statuses.size() == 1 ? statuses.get(0).name() : "not OK";
  }

  private String where(List<Object> failing) {
    List<Object> all = values();
    if (failing.size() == all.size()) {
      Object least = all.stream().min(Comparator.comparingDouble(this::share)).orElseThrow();
      Object most = all.stream().max(Comparator.comparingDouble(this::share)).orElseThrow();
      return percent(least) + " at " + shown(least) + ", " + percent(most) + " at " + shown(most);
    }
    String key = "all at " + parameter.key() + " ";
    boolean areNumbers = all.stream().allMatch(Number.class::isInstance);
    if (failing.size() > 1 && areNumbers) {
      if (failing.equals(all.subList(all.size() - failing.size(), all.size()))) {
        return key + "≥ " + shown(failing.get(0));
      }
      if (failing.equals(all.subList(0, failing.size()))) {
        return key + "≤ " + shown(failing.get(failing.size() - 1));
      }
    }
    return failing.size() > VALUES_NAMED
        ? "all at " + failing.size() + " of its " + all.size() + " values"
        : key + failing.stream().map(NotOk::shown).collect(Collectors.joining(", "));
  }

  /** Formats the share at a value for people. Only none and all become 0% and 100%. */
  String percent(Object value) {
    int failed = failed(value);
    int trials = trials(value);
    if (failed == 0 || failed == trials) {
      return failed == 0 ? "0%" : "100%";
    }
    return Math.max(1, Math.min(99, Math.round(100.0 * failed / trials))) + "%";
  }

  private static String shown(Object value) {
    return Show.parameter(value);
  }

  /** Returns a value's cells: parameter, value, trials, share and counts by status. */
  List<String> line(Object value, List<TrialStatus> statuses) {
    List<String> cells = new ArrayList<>();
    cells.add(parameter.key());
    cells.add(shown(value));
    cells.add(Show.count(trials(value)));
    cells.add(percent(value));
    statuses.forEach(status -> cells.add(Show.count(count(value, status))));
    return cells;
  }
}
