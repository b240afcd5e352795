package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialId;
import java.util.HashMap;
import java.util.Map;

/** Makes rows of language models for tests, each with an id of its own. */
public final class RowMaker {
  private int ids;

  /** Returns an OK row with more columns, as names and values in turn. */
  public TrialRow ok(double score, Object... columns) {
    return row("OK", columns, Map.of("validation_perplexity", score));
  }

  /** Returns a row without a score. */
  public TrialRow failed(String status, Object... columns) {
    return row(status, columns, Map.of());
  }

  private TrialRow row(String status, Object[] columns, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("status", status);
    for (int c = 0; c < columns.length; c += 2) {
      values.put((String) columns[c], columns[c + 1]);
    }
    return new TrialRow(new TrialId("%032x".formatted(ids++)), values);
  }
}
