package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a table that a person wants to see. */
final class ChosenColumns {
  private static final int MOST_NEAR = 5;

  /** The columns that have one value per row. */
  private static final Map<String, Column<TrialResult>> KNOWN =
      ResultSchema.columns().stream()
          .filter(
              column ->
                  column.type() != Column.Type.CURVE && column.type() != Column.Type.FORECASTS)
          .collect(Collectors.toMap(Column::name, Function.identity()));

  private final List<Column<TrialResult>> columns;

  private ChosenColumns(List<Column<TrialResult>> columns) {
    this.columns = columns;
  }

  /**
   * Reads names that commas separate.
   *
   * @throws UserException if a name is not that of a column, with the names that resemble it
   */
  static ChosenColumns of(String typed) {
    List<Column<TrialResult>> columns = new ArrayList<>();
    for (String word : typed.split(",", -1)) {
      Column<TrialResult> column = KNOWN.get(word.strip());
      if (column == null) {
        throw UserException.badInput(
            "Cannot list the column " + word.strip() + ": " + bound(word.strip()));
      }
      columns.add(column);
    }
    return new ChosenColumns(List.copyOf(columns));
  }

  private static String bound(String word) {
    if (ResultSchema.columns().stream().anyMatch(column -> column.name().equals(word))) {
      return "must be a column of single values; `sql` and `show` print arrays";
    }
    List<String> near = Nearest.all(word, KNOWN.keySet());
    return "must be a column of the table, as docs/table.md lists them"
        + (near.isEmpty()
            ? ""
            : "; did you mean "
                + near.stream().limit(MOST_NEAR).collect(Collectors.joining(", "))
                + "?");
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the cells of one row. */
  List<String> row(TrialRow row) {
    return columns.stream()
        .map(
            column ->
                column.name().equals("trial_id")
                    ? row.id().hex()
                    : CellText.of(column, row.values()))
        .toList();
  }
}
