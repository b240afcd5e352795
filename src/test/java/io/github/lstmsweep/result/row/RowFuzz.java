package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;

/** Reads arbitrary bytes as a file of one row. */
public final class RowFuzz {
  private RowFuzz() {}

  /**
   * Returns whether {@code input} is accepted. An accepted row must be usable and stay equal in a
   * compaction.
   */
  public static boolean takes(byte[] input) throws IOException {
    byte[] file = ParquetInput.file(input);
    List<String> named = SingleRowFile.trialIds(file);
    TrialId id =
        named.stream()
            .filter(text -> text.matches("[0-9a-f]{32}"))
            .map(TrialId::new)
            .findFirst()
            .orElse(Results.trial(1).id());
    TrialRow row;
    try {
      row = SingleRowFile.read(id, file);
    } catch (CorruptFileException e) {
      requireRefusal(id, file);
      return false;
    }
    SingleRowFile.check(id, file);
    use(row);
    Group whole;
    try {
      whole = SingleRowFile.row(id, file);
      SingleRowFile.curve(whole);
      SingleRowFile.forecasts(whole);
    } catch (CorruptFileException e) {
      // Only columns that are not nested are checked by then.
      return false;
    }
    if (MultiRowFile.knowsColumnsOf(file)) {
      requireSameAfterCompaction(row, whole);
    }
    return true;
  }

  /**
   * Fails if a refused file is accepted elsewhere. Only a sealed file may be, because seals are
   * trusted.
   */
  private static void requireRefusal(TrialId id, byte[] file) throws IOException {
    try {
      SingleRowFile.row(id, file);
    } catch (CorruptFileException e) {
      return;
    }
    if (!RowSeal.verify(file)) {
      throw new AssertionError("refused and taken");
    }
  }

  /** Reads everything that a reader of the table reads. */
  static void use(TrialRow row) {
    row.status();
    row.statusDetail();
    row.task();
    row.dataset();
    row.validationScore();
    row.trainSeconds();
    row.sample();
    for (Column<TrialResult> column : ResultSchema.columns()) {
      switch (column.type()) {
        case TEXT -> row.text(column.name());
        case INT64, DOUBLE, TIMESTAMP -> row.number(column.name());
        case CURVE, FORECASTS -> {}
      }
    }
    try {
      row.hyperparameters();
    } catch (IllegalArgumentException e) {
      // The documentation allows this exception.
    }
  }

  private static void requireSameAfterCompaction(TrialRow row, Group whole) throws IOException {
    byte[] compacted = MultiRowFile.write(sink -> sink.add(whole));
    TrialRow again = MultiRowFile.read(Set.of(row.id()), compacted).get(row.id());
    if (!again.equals(row)) {
      throw new AssertionError("compacted, " + row + " is " + again);
    }
    String printed = MultiRowFile.row(row.id(), compacted).toString();
    if (!printed.equals(whole.toString())) {
      throw new AssertionError("compacted, " + whole + " is " + printed);
    }
  }
}
