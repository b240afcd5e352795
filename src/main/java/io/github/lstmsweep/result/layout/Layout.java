package io.github.lstmsweep.result.layout;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the parts of a table, relative to its root; see {@link TrialTable}. */
public final class Layout {
  public static final String SPECIFICATION = "sweep.yaml";
  public static final String REPORT = "report.html";
  public static final String TEST = "test.json";
  public static final String TRIALS = "trials";
  public static final String MODELS = "models";
  public static final String PAUSED = "paused";
  public static final String ATTEMPTS = "_attempts";
  static final String QUARANTINE = "_quarantine";
  public static final String COMPACTED = "_compacted";

  /** Prefix of a file that proves that a folder can be written; hidden from readers. */
  public static final String PROBE = ".probe-";

  /** Prefix of a file that is written to read the storage's clock. */
  public static final String CLOCK = "clock-";

  /** The names of one-row files, as Hadoop's globs spell them. Files of many rows do not match. */
  public static final String SINGLE_ROW_GLOB = "trial-" + "[0-9a-f]".repeat(32) + ".parquet";

  private static final String MANIFEST = ".manifest";

  /** Names of files that are being written; see {@link #temporary}. */
  private static final Pattern TEMPORARY =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private static final int MIB = 1 << 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern ROW_NAME = Pattern.compile("trial-([0-9a-f]{32})\\.parquet");

  private static final Pattern ROWS_NAME = Pattern.compile("rows-([0-9a-f]{32})\\.parquet");

  private static final Pattern PAUSED_ROW_NAME =
      Pattern.compile("trial-([0-9a-f]{32})-([1-9][0-9]{0,8})\\.parquet");

  private static final Pattern STATE_NAME =
      Pattern.compile("([0-9a-f]{32})-([1-9][0-9]{0,8})\\.state");

  private static final Pattern MODEL_NAME = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{64})\\.bin");

  private Layout() {}

  /** Returns the path of a trial's one-row file. */
  public static String row(TrialId id) {
    return TRIALS + "/trial-" + id.hex() + ".parquet";
  }

  /** Returns the path of a file of many rows, which every reader of the rows sees. */
  public static String rows(RowsDigest digest) {
    return TRIALS + "/rows-" + digest + ".parquet";
  }

  /**
   * Returns the path of that file while one-row files of its rows exist. Only readers of manifests
   * see it.
   */
  public static String hiddenRows(RowsDigest digest) {
    return COMPACTED + "/rows-" + digest + ".parquet";
  }

  /** Returns the digest in the name of a file of many rows; empty for a different name. */
  public static Optional<RowsDigest> digest(String name) {
    Matcher rows = ROWS_NAME.matcher(name);
    return rows.matches() ? Optional.of(new RowsDigest(rows.group(1))) : Optional.empty();
  }

  /** Returns the path of the manifest with this digest. It says which rows a file has. */
  public static String manifest(RowsDigest digest) {
    return COMPACTED + "/" + digest + MANIFEST;
  }

  /** Returns whether a file name is that of a manifest. */
  public static boolean isManifest(String name) {
    return name.endsWith(MANIFEST);
  }

  /** Returns the file name of a path, without its folder. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the path of a trial's model. */
  public static String model(TrialId id, ParametersSha256 parametersSha256) {
    return MODELS + "/" + id.hex() + "-" + parametersSha256 + ".bin";
  }

  /** Returns the digest in the path of a model; empty for a different path. */
  public static Optional<ParametersSha256> parametersSha256(String model) {
    Matcher name = MODEL_NAME.matcher(name(model));
    return name.matches() ? Optional.of(new ParametersSha256(name.group(2))) : Optional.empty();
  }

  /** A training between two epochs. */
  public record Pause(TrialId id, int epochs) {
    static Optional<Pause> of(Matcher name) {
      return name.matches()
          ? Optional.of(new Pause(new TrialId(name.group(1)), Integer.parseInt(name.group(2))))
          : Optional.empty();
    }
  }

  /** Returns the path of the row of a trial that was paused after so many epochs. */
  public static String pausedRow(TrialId id, int epochs) {
    return PAUSED + "/trial-" + id.hex() + "-" + epochs + ".parquet";
  }

  /** Returns the pause of a paused trial's row with this name; empty for a different name. */
  public static Optional<Pause> pausedRow(String name) {
    return Pause.of(PAUSED_ROW_NAME.matcher(name));
  }

  /** Returns the path of the state from which a trial continues after so many epochs. */
  public static String state(TrialId id, int epochs) {
    return PAUSED + "/" + id.hex() + "-" + epochs + ".state";
  }

  /** Returns the pause of a state with this name; empty for a different name. */
  public static Optional<Pause> state(String name) {
    return Pause.of(STATE_NAME.matcher(name));
  }

  /** Returns a unique name for a file that is being written in a scratch folder. */
  public static String temporary() {
    return UUID.randomUUID() + ".tmp";
  }

  /** Returns whether a file name is that of an unfinished file of this software. */
  public static boolean isTemporary(String name) {
    return TEMPORARY.matcher(name).matches();
  }

  /**
   * Returns the maximum size of a file in bytes. It is many times the size of any file that this
   * software writes. A stranger's file of that size fills neither the heap nor a person's time.
   */
  public static int mostBytes(String path) {
    return switch (path.substring(0, Math.max(0, path.indexOf('/')))) {
      case TRIALS -> 1024 * MIB;
      case COMPACTED -> isManifest(path) ? 16 * MIB : 1024 * MIB;
      case ATTEMPTS -> MIB;
      // A large vocabulary makes a large model, and no array is larger.
      case MODELS, PAUSED, QUARANTINE -> Integer.MAX_VALUE - 8;
      default -> 16 * MIB;
    };
  }

  /**
   * Returns the path for a corrupt file in the quarantine. {@code digits} distinguish several files
   * of one name.
   */
  public static String quarantined(String file, String digits) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return QUARANTINE + "/" + name.substring(0, dot) + "-" + digits + name.substring(dot);
  }

  /** Returns the folder for the unfinished files of a trial. */
  public static String scratch(TrialId id) {
    return ATTEMPTS + "/" + id.hex();
  }

  /** Returns the trial whose scratch folder has this name; empty for a different name. */
  public static Optional<TrialId> scratchOf(String name) {
    return ID.matcher(name).matches() ? Optional.of(new TrialId(name)) : Optional.empty();
  }

  /** Returns the trial whose one-row file has this name; empty for a different name. */
  public static Optional<TrialId> trial(String name) {
    Matcher row = ROW_NAME.matcher(name);
    return row.matches() ? Optional.of(new TrialId(row.group(1))) : Optional.empty();
  }

  /**
   * Returns whether writing a file also makes the table's root. The specification, the probes
   * before it and exported files do. Rows, models and markers need an existing table.
   */
  public static boolean makesRoot(String path) {
    return path.indexOf('/') < 0 || name(path).startsWith(PROBE);
  }
}
