package io.github.lstmsweep.result;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The table at a URI:
 *
 * <pre>
 * sweep.yaml                     the resolved specification
 * trials/trial-ID.parquet        one row
 * models/ID-SHA256.bin           its parameters
 * _attempts/ID/                  what is not finished
 * </pre>
 *
 * The listing of {@code trials} is the record of what is finished; there is no other.
 */
public final class TrialTable {
  /** What became of a row. */
  public enum Publication {
    /** It is there now. */
    PUBLISHED,
    /** It was there before, from a writer of the same trial; that row stays. */
    ALREADY_PUBLISHED
  }

  private static final String SPECIFICATION = "sweep.yaml";
  private static final String TRIALS = "trials";
  private static final String MODELS = "models";
  private static final String ATTEMPTS = "_attempts";

  /** Hidden from whoever reads the table. */
  private static final String PROBE = ".probe-";

  private static final Pattern ROW_FILE = Pattern.compile("trial-([0-9a-f]{32})\\.parquet");

  private final URI uri;
  private final StorageSettings settings;
  private final Storage storage;

  private TrialTable(URI uri, StorageSettings settings, Storage storage) {
    this.uri = uri;
    this.settings = settings;
    this.storage = storage;
  }

  /** The table at {@code uri}, without a look at it: for executors, whose driver has looked. */
  public static TrialTable at(URI uri, StorageSettings settings) {
    URI absolute = uri.getScheme() == null ? settings.locate(uri.getPath()) : uri;
    try {
      return new TrialTable(absolute, settings, Storage.at(absolute, settings));
    } catch (UnsupportedFileSystemException | IllegalArgumentException e) {
      throw UserException.badInput(
          "Cannot use "
              + uri
              + ": must be a path or the URI of a filesystem that Hadoop has here ("
              + Reason.of(e)
              + ")");
    } catch (IOException | RuntimeException e) {
      throw UserException.storage("Cannot reach " + uri + ": " + Reason.of(e));
    }
  }

  /** The table at {@code uri}, which must be one. */
  public static TrialTable open(URI uri, StorageSettings settings) {
    TrialTable table = at(uri, settings);
    if (table.specification().isEmpty()) {
      throw UserException.badInput(
          "Cannot read the table "
              + table.place()
              + ": must be a folder with a "
              + SPECIFICATION
              + "; name what `run` was given as --out");
    }
    return table;
  }

  /** The table at {@code uri}, or the place for a new one: nothing, or an empty folder. */
  public static TrialTable openOrNew(URI uri, StorageSettings settings) {
    TrialTable table = at(uri, settings);
    try {
      table.checkVacantOrTable();
    } catch (IOException e) {
      throw UserException.storage("Cannot read " + table.place() + ": " + Reason.of(e));
    }
    return table;
  }

  /** Where it is. */
  public URI uri() {
    return uri;
  }

  /** Where it is, for people: a path where it is on this machine, else its URI. */
  public String place() {
    return "file".equals(uri.getScheme()) ? java.nio.file.Path.of(uri).toString() : uri.toString();
  }

  /** The folder of its rows, one Parquet file each, as Hadoop and Spark spell a path. */
  public String trials() {
    return new Path(new Path(uri), TRIALS).toString();
  }

  /** How its filesystem is reached. */
  public StorageSettings settings() {
    return settings;
  }

  /** The text of the specification that made it; empty where there is no table yet. */
  public Optional<String> specification() {
    try {
      return storage.kind(SPECIFICATION) == Storage.Kind.FILE
          ? Optional.of(new String(storage.read(SPECIFICATION), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read " + SPECIFICATION + " of " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * Makes the table, or proves that rows can be added to the one that is there, whose specification
   * stays. What is proved is what publishing a row does, since permissions and the kind of a
   * filesystem tell only half of it; what fails leaves nothing behind.
   */
  public void create(String specification) {
    try {
      for (String folder : List.of(TRIALS, MODELS)) {
        if (storage.kind(folder) != Storage.Kind.ABSENT) {
          probe(folder);
        }
      }
      storage.publish(SPECIFICATION, ATTEMPTS, specification.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserException.badInput(
          "Cannot set --out to "
              + place()
              + ": must be a folder that can be written, but "
              + Reason.of(e)
              + "; make it writable or name another folder");
    }
  }

  /** The trials that have a row, whatever their status: one listing, no file is opened. */
  public Set<TrialId> finished() {
    return names().stream()
        .map(ROW_FILE::matcher)
        .filter(Matcher::matches)
        .map(m -> new TrialId(m.group(1)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Publishes the model, then the row. Executors call this; a failure is not the trial's. */
  public Publication publish(TrialResult result) throws IOException {
    String id = result.trial().id().hex();
    String row = rowPath(result.trial().id());
    if (storage.kind(row) != Storage.Kind.ABSENT) {
      return Publication.ALREADY_PUBLISHED;
    }
    String scratch = ATTEMPTS + "/" + id;
    if (result.model().isPresent()) {
      String model = MODELS + "/" + id + "-" + result.model().get().parametersSha256() + ".bin";
      storage.publish(model, scratch, ModelFile.write(result.model().get()));
    }
    return storage.publish(row, scratch, RowFile.write(result))
        ? Publication.PUBLISHED
        : Publication.ALREADY_PUBLISHED;
  }

  /** Every row without its curve. One file that cannot be read hides no other. */
  public TableRows rows() {
    List<TrialRow> rows = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (TrialId id : finished()) {
      try {
        rows.add(RowFile.read(id, storage.read(rowPath(id))));
      } catch (IOException e) {
        unreadable.add(rowPath(id) + ": " + Reason.of(e));
      }
    }
    unreadable.sort(null);
    return new TableRows(rows, unreadable);
  }

  /** The parameters published for {@code row}, which must be of an OK trial. */
  public float[] parameters(TrialRow row) throws IOException {
    return ModelFile.read(
        storage.read(
            MODELS
                + "/"
                + row.id().hex()
                + "-"
                + row.text("parameters_sha256").orElseThrow()
                + ".bin"));
  }

  private List<String> names() {
    try {
      return storage.names(TRIALS);
    } catch (IOException e) {
      throw UserException.storage("Cannot list " + trials() + ": " + Reason.of(e));
    }
  }

  private void checkVacantOrTable() throws IOException {
    if (storage.kind("") == Storage.Kind.FILE) {
      throw UserException.badInput(
          "Cannot set --out to " + place() + ": must be a folder, and it is a file");
    }
    // What a process left that died while it made the table does not count, nor do hidden files.
    List<String> names =
        storage.names("").stream()
            .filter(n -> !n.startsWith(".") && !n.equals(ATTEMPTS))
            .sorted()
            .toList();
    if (!names.isEmpty() && !names.contains(SPECIFICATION)) {
      throw UserException.badInput(
          "Cannot set --out to "
              + place()
              + ": must be a new or empty folder or a table, and it has no "
              + SPECIFICATION
              + " but "
              + names.get(0)
              + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
              + "; name another folder");
    }
  }

  private void probe(String folder) throws IOException {
    String file = folder + "/" + PROBE + UUID.randomUUID();
    storage.publish(file, ATTEMPTS, new byte[1]);
    storage.delete(file);
  }

  private static String rowPath(TrialId id) {
    return TRIALS + "/trial-" + id.hex() + ".parquet";
  }
}
