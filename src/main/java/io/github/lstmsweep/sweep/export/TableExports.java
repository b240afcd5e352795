package io.github.lstmsweep.sweep.export;

import io.github.lstmsweep.sweep.export.mlflow.MlflowExport;
import io.github.lstmsweep.sweep.export.optuna.OptunaExport;
import io.github.lstmsweep.sweep.export.table.TableExport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The programs to which the trials of a table can be exported. {@link Exports} has those of models.
 */
public final class TableExports {
  /** All programs. */
  public static final List<TableExport> ALL = List.of(new MlflowExport(), new OptunaExport());

  private TableExports() {}

  /** The export named {@code name}, if there is one. */
  public static Optional<TableExport> named(String name) {
    return ALL.stream().filter(export -> export.name().equals(name)).findFirst();
  }

  /** All names with {@code separator} between them. */
  public static String names(String separator) {
    return ALL.stream().map(TableExport::name).collect(Collectors.joining(separator));
  }

  /** All names with their descriptions, for people. */
  public static String descriptions() {
    return ALL.stream()
        .map(export -> export.name() + " (" + export.description() + ")")
        .collect(Collectors.joining(" or "));
  }
}
