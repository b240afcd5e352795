package io.github.lstmsweep.report.summary;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of the list of all trials. The page shows them, and its script writes them as CSV.
 */
public final class TrialColumns {
  /**
   * One column.
   *
   * @param name that of the table's column
   * @param isNumber whether its values are numbers
   */
  public record TrialColumn(String name, boolean isNumber) {
    /** Returns a row's value as the table has it, a number, a text, or null. */
    public Object value(TrialRow row) {
      return row.values().get(name);
    }

    /** Returns a row's value for people. */
    public String shown(TrialRow row) {
      Object value = value(row);
      if (value == null) {
        return "";
      }
      if (name.endsWith("perplexity") || name.endsWith("rmse")) {
        return Show.score(((Number) value).doubleValue());
      }
      if (name.endsWith("seconds")) {
        return String.format(java.util.Locale.ROOT, "%.2f", ((Number) value).doubleValue());
      }
      if (value instanceof Number) {
        return Show.parameter(value);
      }
      return ControlCharacters.inAList(value.toString());
    }
  }

  private TrialColumns() {}

  /** Returns the columns for a sweep. */
  public static List<TrialColumn> of(SweepSummary summary) {
    Task task = summary.task();
    List<TrialColumn> columns = new ArrayList<>();
    if (summary.isOfSeveralCorpora()) {
      columns.add(new TrialColumn("corpus", false));
      columns.add(new TrialColumn("column", false));
    }
    columns.add(new TrialColumn("status", false));
    columns.add(new TrialColumn(task.metric(), true));
    summary
        .varying()
        .forEach(h -> columns.add(new TrialColumn(h.key(), h.defaultValue() instanceof Number)));
    columns.add(new TrialColumn("best_" + task.metric(), true));
    columns.add(new TrialColumn("best_epoch", true));
    columns.add(new TrialColumn("parameter_count", true));
    columns.add(new TrialColumn("trained_tokens", true));
    columns.add(new TrialColumn("train_seconds", true));
    columns.add(new TrialColumn("warm_train_seconds", true));
    if (task == Task.LANGUAGE_MODEL) {
      columns.add(new TrialColumn("sample", false));
    }
    columns.add(new TrialColumn("status_detail", false));
    columns.add(new TrialColumn("trial_id", false));
    columns.removeIf(column -> summary.rows().stream().allMatch(row -> column.value(row) == null));
    return columns;
  }
}
