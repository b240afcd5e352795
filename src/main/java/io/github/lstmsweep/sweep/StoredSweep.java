package io.github.lstmsweep.sweep;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.net.URI;
import java.util.List;

/**
 * A table that exists, with the specification that made it.
 *
 * @param root the URI of the table
 * @param table its rows and models
 * @param spec the specification stored in it
 * @param settings how its filesystem is reached
 */
public record StoredSweep(URI root, TrialTable table, SweepSpec spec, StorageSettings settings) {
  /**
   * Opens the table at {@code out}, a path or a URI.
   *
   * @throws io.github.lstmsweep.UserException if there is no table, or its specification cannot be
   *     read
   */
  public static StoredSweep open(String out, StorageSettings settings) {
    URI root = settings.locate(out);
    TrialTable table = TrialTable.open(root, settings);
    SweepSpec spec =
        Remainder.readStored(table.specification().text().orElseThrow(), table.place());
    return new StoredSweep(root, table, spec, settings);
  }

  /**
   * The trials of its specification, in the order of the search.
   *
   * @param datasets of its corpora
   */
  public List<Trial> trials(List<Dataset> datasets) {
    return Search.of(spec, datasets).trials();
  }

  /** Whether its trials learn from a text. */
  public boolean isOfText() {
    return spec.task() == Task.LANGUAGE_MODEL;
  }
}
