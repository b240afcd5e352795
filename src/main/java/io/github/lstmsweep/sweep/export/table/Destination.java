package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.result.storage.StorageSettings;
import java.util.Map;

/**
 * The place that a person names for the trials of a table.
 *
 * @param to a file or the URL of a server
 * @param experiment the name under which the trials are shown there
 * @param older what becomes of a file that is there already
 * @param settings how filesystems are reached
 * @param environment the environment variables of this process, which may have secrets
 */
public record Destination(
    String to,
    String experiment,
    Older older,
    StorageSettings settings,
    Map<String, String> environment) {
  /** Says whether a file that is there already is kept. */
  public enum Older {
    /** It stays, and the export is refused. */
    KEEP,
    /** The new file takes its place. */
    REPLACE
  }

  /** Copies the variables. */
  public Destination {
    environment = Map.copyOf(environment);
  }

  /** Shows no variable, because a variable may be a secret. */
  @Override
  public String toString() {
    return "Destination[experiment=" + experiment + "]";
  }
}
