package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the parts of a table lie, relative to its root; see {@link TrialTable}. */
final class Layout {
  static final String SPECIFICATION = "sweep.yaml";
  static final String REPORT = "report.html";
  static final String TEST = "test.json";
  static final String TRIALS = "trials";
  static final String MODELS = "models";
  static final String ATTEMPTS = "_attempts";
  static final String QUARANTINE = "_quarantine";
  static final String COMPACTED = "_compacted";

  /** Begins the name of a file that proves that a folder can be written; hidden from readers. */
  static final String PROBE = ".probe-";

  /** The names of rows, as Hadoop's globs spell them; whatever else lies there is not ours. */
  static final String ROW_GLOB = "trial-" + "[0-9a-f]".repeat(32) + ".parquet";

  private static final String MANIFEST = ".manifest";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern ROW_NAME = Pattern.compile("trial-([0-9a-f]{32})\\.parquet");

  private static final Pattern ROWS_NAME = Pattern.compile("rows-([0-9a-f]{32})\\.parquet");

  private static final Pattern MODEL_NAME = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{64})\\.bin");

  private Layout() {}

  static String row(TrialId id) {
    return TRIALS + "/trial-" + id.hex() + ".parquet";
  }

  /** A file of several rows, which every reader of the rows sees. */
  static String rows(String digest) {
    return TRIALS + "/rows-" + digest + ".parquet";
  }

  /** The same while there are single files of its rows: seen by those alone who know of it. */
  static String hiddenRows(String digest) {
    return COMPACTED + "/rows-" + digest + ".parquet";
  }

  /** The digest of a file of several rows with this name. */
  static Optional<String> digest(String name) {
    Matcher rows = ROWS_NAME.matcher(name);
    return rows.matches() ? Optional.of(rows.group(1)) : Optional.empty();
  }

  /** Which rows a file of several has. */
  static String manifest(String digest) {
    return COMPACTED + "/" + digest + MANIFEST;
  }

  static boolean isManifest(String name) {
    return name.endsWith(MANIFEST);
  }

  /** Without its folder. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String model(TrialId id, String parametersSha256) {
    return MODELS + "/" + id.hex() + "-" + parametersSha256 + ".bin";
  }

  /** Of the name of a model. */
  static String parametersSha256(String model) {
    Matcher name = MODEL_NAME.matcher(name(model));
    return name.matches() ? name.group(2) : "";
  }

  /** Where a corrupt file goes; several of one name differ in {@code digits}. */
  static String quarantined(String file, String digits) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return QUARANTINE + "/" + name.substring(0, dot) + "-" + digits + name.substring(dot);
  }

  /** The folder for what is not finished of a trial. */
  static String scratch(TrialId id) {
    return ATTEMPTS + "/" + id.hex();
  }

  /** The trial whose scratch folder has this name. */
  static Optional<TrialId> scratchOf(String name) {
    return ID.matcher(name).matches() ? Optional.of(new TrialId(name)) : Optional.empty();
  }

  /** The trial whose row has this name. */
  static Optional<TrialId> trial(String name) {
    Matcher row = ROW_NAME.matcher(name);
    return row.matches() ? Optional.of(new TrialId(row.group(1))) : Optional.empty();
  }

  /**
   * Whether a file makes the root where there is none: the specification, the probes before it and
   * what is exported do; rows, models and markers are added to a table that is there.
   */
  static boolean makesRoot(String path) {
    return path.indexOf('/') < 0 || name(path).startsWith(PROBE);
  }
}
