package io.github.lstmsweep.result.layout;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the parts of a table lie, relative to its root; see {@link TrialTable}. */
public final class Layout {
  public static final String SPECIFICATION = "sweep.yaml";
  public static final String REPORT = "report.html";
  public static final String TEST = "test.json";
  public static final String TRIALS = "trials";
  public static final String MODELS = "models";
  public static final String ATTEMPTS = "_attempts";
  static final String QUARANTINE = "_quarantine";
  public static final String COMPACTED = "_compacted";

  /** Begins the name of a file that proves that a folder can be written; hidden from readers. */
  public static final String PROBE = ".probe-";

  /** Begins the name of a file that is written to read the storage's clock. */
  public static final String CLOCK = "clock-";

  /** The names of rows, as Hadoop's globs spell them; whatever else lies there is not ours. */
  public static final String ROW_GLOB = "trial-" + "[0-9a-f]".repeat(32) + ".parquet";

  private static final String MANIFEST = ".manifest";

  /** A file that is being written; see {@link #temporary}. */
  private static final Pattern TEMPORARY =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private static final int MIB = 1 << 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern ROW_NAME = Pattern.compile("trial-([0-9a-f]{32})\\.parquet");

  private static final Pattern ROWS_NAME = Pattern.compile("rows-([0-9a-f]{32})\\.parquet");

  private static final Pattern MODEL_NAME = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{64})\\.bin");

  private Layout() {}

  public static String row(TrialId id) {
    return TRIALS + "/trial-" + id.hex() + ".parquet";
  }

  /** A file of several rows, which every reader of the rows sees. */
  public static String rows(RowsDigest digest) {
    return TRIALS + "/rows-" + digest + ".parquet";
  }

  /** That file while there are single files of its rows: seen by those alone who know of it. */
  public static String hiddenRows(RowsDigest digest) {
    return COMPACTED + "/rows-" + digest + ".parquet";
  }

  /** The digest of a file of several rows with this name. */
  public static Optional<RowsDigest> digest(String name) {
    Matcher rows = ROWS_NAME.matcher(name);
    return rows.matches() ? Optional.of(new RowsDigest(rows.group(1))) : Optional.empty();
  }

  /** Which rows a file of several has. */
  public static String manifest(RowsDigest digest) {
    return COMPACTED + "/" + digest + MANIFEST;
  }

  public static boolean isManifest(String name) {
    return name.endsWith(MANIFEST);
  }

  /** Without its folder. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public static String model(TrialId id, ParametersSha256 parametersSha256) {
    return MODELS + "/" + id.hex() + "-" + parametersSha256 + ".bin";
  }

  /** The digest in the name of a model. */
  public static Optional<ParametersSha256> parametersSha256(String model) {
    Matcher name = MODEL_NAME.matcher(name(model));
    return name.matches() ? Optional.of(new ParametersSha256(name.group(2))) : Optional.empty();
  }

  /** A name for a file that is being written in a scratch folder, which no other has. */
  public static String temporary() {
    return UUID.randomUUID() + ".tmp";
  }

  /** Whether a process of this software wrote a file of this name and did not finish it. */
  public static boolean isTemporary(String name) {
    return TEMPORARY.matcher(name).matches();
  }

  /**
   * The bytes that a file may have: many times what this software writes, and few enough that a
   * stranger's file fills neither the heap nor a person's time.
   */
  public static int mostBytes(String path) {
    return switch (path.substring(0, Math.max(0, path.indexOf('/')))) {
      case TRIALS -> 1024 * MIB;
      case COMPACTED -> isManifest(path) ? 16 * MIB : 1024 * MIB;
      case ATTEMPTS -> MIB;
      // A large vocabulary makes a large model; no array is larger.
      case MODELS, QUARANTINE -> Integer.MAX_VALUE - 8;
      default -> 16 * MIB;
    };
  }

  /** Where a corrupt file goes; several of one name differ in {@code digits}. */
  public static String quarantined(String file, String digits) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return QUARANTINE + "/" + name.substring(0, dot) + "-" + digits + name.substring(dot);
  }

  /** The folder for what is not finished of a trial. */
  public static String scratch(TrialId id) {
    return ATTEMPTS + "/" + id.hex();
  }

  /** The trial whose scratch folder has this name. */
  public static Optional<TrialId> scratchOf(String name) {
    return ID.matcher(name).matches() ? Optional.of(new TrialId(name)) : Optional.empty();
  }

  /** The trial whose row has this name. */
  public static Optional<TrialId> trial(String name) {
    Matcher row = ROW_NAME.matcher(name);
    return row.matches() ? Optional.of(new TrialId(row.group(1))) : Optional.empty();
  }

  /**
   * Whether a file makes the root where there is none: the specification, the probes before it and
   * what is exported do; rows, models and markers are added to a table that is there.
   */
  public static boolean makesRoot(String path) {
    return path.indexOf('/') < 0 || name(path).startsWith(PROBE);
  }
}
