package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Acquittals;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.compact.Compacted;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.compact.Compaction;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.HadoopPath;
import io.github.lstmsweep.result.storage.Patience;
import io.github.lstmsweep.result.storage.PatientStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The table at a URI:
 *
 * <pre>
 * sweep.yaml                     the resolved specification
 * trials/trial-ID.parquet        one row
 * trials/rows-DIGEST.parquet     rows of many trials, which compaction has put together
 * models/ID-SHA256.bin           its parameters
 * test.json                      what the best is worth on the test windows, once
 * _attempts/ID/                  what is not finished
 * _quarantine/                   corrupt files that were set aside
 * _compacted/                    which rows the files of many have
 * </pre>
 *
 * The listing of {@code trials} is the record of what is finished, with the manifests of what was
 * compacted; there is no other.
 */
public final class TrialTable {
  /** What became of a row. */
  public enum Publication {
    /** It is there now. */
    PUBLISHED,
    /** It was there before, from a writer of the same trial; that row stays. */
    ALREADY_PUBLISHED
  }

  private final URI uri;
  private final StorageSettings settings;
  private final Storage storage;
  // For what was trained and must not get lost; a person who waits is told at once.
  private final Storage patient;
  private final CompactedRows compacted;
  private final CompactedRows patientlyCompacted;
  private final StoredRows stored;
  private final TableFiles files;

  public TrialTable(URI uri, StorageSettings settings, Storage storage) {
    this.uri = uri;
    this.settings = settings;
    this.storage = storage;
    this.patient = new PatientStorage(storage, Patience.of(settings));
    this.compacted = new CompactedRows(storage);
    this.patientlyCompacted = new CompactedRows(patient);
    this.stored = new StoredRows(storage, compacted, place(uri));
    this.files = new TableFiles(storage, compacted);
  }

  /** The table at {@code uri}, without a look at it: for executors, whose driver has looked. */
  public static TrialTable at(URI uri, StorageSettings settings) {
    URI absolute = uri.getScheme() == null ? settings.locate(uri.getPath()) : uri;
    try {
      return new TrialTable(absolute, settings, Storage.at(absolute, settings));
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw HadoopPath.isUnknownFilesystem(e)
          ? UserException.badInput(
              "Cannot use "
                  + uri
                  + ": must be a path or the URI of a filesystem that Hadoop has here ("
                  + Reason.of(e)
                  + ")")
          : UserException.storage("Cannot reach " + uri + ": " + Reason.of(e));
    }
  }

  /** The table at {@code uri}, which must be one. */
  public static TrialTable open(URI uri, StorageSettings settings) {
    TrialTable table = at(uri, settings);
    if (!table.hasSpecification()) {
      throw UserException.badInput(
          "Cannot read the table "
              + table.place()
              + ": must be a folder with a "
              + Layout.SPECIFICATION
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
    return place(uri);
  }

  private static String place(URI uri) {
    return "file".equals(uri.getScheme()) ? java.nio.file.Path.of(uri).toString() : uri.toString();
  }

  /** The folder of its rows, one Parquet file each, as Hadoop and Spark spell a path. */
  public String trials() {
    return HadoopPath.of(uri, Layout.TRIALS);
  }

  /** Whether some of its rows are in files of many. */
  public boolean isCompacted() {
    return call("list the compacted rows of", () -> !compacted.files().isEmpty());
  }

  /** The files that the rows of {@code ids} are in, each once, spelt like {@link #trials()}. */
  public List<String> files(Set<TrialId> ids) {
    return call(
        "list the trials of",
        () -> stored.byFile(ids).keySet().stream().map(file -> HadoopPath.of(uri, file)).toList());
  }

  /** The names of the rows in that folder, as a glob; what else lies there is not ours. */
  public static String rowGlob() {
    return Layout.ROW_GLOB;
  }

  /** How its filesystem is reached. */
  public StorageSettings settings() {
    return settings;
  }

  private boolean hasSpecification() {
    return call("read", () -> storage.kind(Layout.SPECIFICATION) != Storage.Kind.ABSENT);
  }

  /** The text of the specification that made it; empty where there is no table yet. */
  public Optional<String> specification() {
    try {
      return files.specification();
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read "
              + Layout.SPECIFICATION
              + " of "
              + place()
              + ": "
              + Reason.of(e)
              + (e instanceof CorruptFileException ? "; " + TableFiles.MENDS_SPECIFICATION : ""));
    }
  }

  /** Whether the specification is there and is not what was written. */
  public boolean isSpecificationCorrupt() {
    return call(
        "read",
        () -> {
          try {
            files.specification();
            return false;
          } catch (CorruptFileException e) {
            return true;
          }
        });
  }

  /** Files of the table itself that are not what was written: no rows and no models. */
  List<Finding> findings() throws IOException {
    return files.damage().stream().map(TableDamage::finding).toList();
  }

  /** A line for each file of the table itself that is not what was written, with its mend. */
  public List<String> damage() {
    return call("read", files::damage).stream().map(damage -> damage.line(place())).toList();
  }

  /**
   * Makes anew what is corrupt of the table itself, apart from its specification. Does nothing
   * where nothing is.
   *
   * @return a line for each file that was set aside
   */
  public List<String> mend() {
    return call(
        "mend",
        () ->
            files.damage().isEmpty()
                ? List.of()
                : Turn.COMPACTION.take(storage, files::mend).orElse(List.of()));
  }

  /**
   * Makes the table, or proves that rows can be added to the one that is there, whose specification
   * stays. What is proved is what publishing a row does, since permissions and the kind of a
   * filesystem tell only half of it; what fails leaves nothing behind. And what killed processes
   * left is cleared away.
   */
  public void create(String specification) {
    try {
      for (String folder : List.of(Layout.TRIALS, Layout.MODELS)) {
        if (storage.kind(folder) != Storage.Kind.ABSENT) {
          probe(folder);
        }
      }
      files.publishSpecification(specification);
    } catch (IOException e) {
      throw UserException.badInput(
          "Cannot set --out to "
              + place()
              + ": must be a folder that can be written, but "
              + Reason.of(e)
              + "; make it writable or name another folder");
    }
    clearAway();
  }

  /**
   * Puts the specification that asks for more in the place of the table's own. Of several processes
   * that do so at once, each sees what the one before made.
   *
   * @param isLess whether the table's own asks for less, as it is now; may refuse it
   */
  public void extend(String specification, Predicate<String> isLess) {
    try {
      Turn.SPECIFICATION.await(
          storage,
          () -> {
            boolean replaced = specification().filter(isLess).isPresent();
            if (replaced) {
              files.replaceSpecification(specification);
            }
            return replaced;
          });
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot write " + Layout.SPECIFICATION + " of " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * Puts a specification in the place of the table's own where that is corrupt.
   *
   * @return whether it was
   */
  public boolean restore(String specification) {
    boolean[] restored = {false};
    try {
      Turn.SPECIFICATION.await(
          storage,
          () -> {
            restored[0] = isSpecificationCorrupt();
            if (restored[0]) {
              files.replaceSpecification(specification);
            }
            return restored[0];
          });
      return restored[0];
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot write " + Layout.SPECIFICATION + " of " + place() + ": " + Reason.of(e));
    }
  }

  /** The trials that have a row, whatever their status: listings, no row is opened. */
  public Set<TrialId> finished() {
    return call("list the trials of", stored::finished);
  }

  /** The names of what lies among the rows and is none. */
  public List<String> strays() {
    return call(
        "list the trials of",
        () ->
            storage.names(Layout.TRIALS).stream()
                .filter(name -> Layout.trial(name).isEmpty() && Layout.digest(name).isEmpty())
                .toList());
  }

  /**
   * Asks to be the one who trains a trial: for executors, which call it before they train.
   *
   * @param self who asks
   */
  public Claim claim(TrialId id, Claimant self) throws IOException {
    return new Claims(patient, patientlyCompacted::has).claim(id, self);
  }

  /**
   * The same for a trial whose turn comes later, such as when another one ends that is trained now;
   * {@link Claim.Work#begin} says when it has come. Not patient: who fails can ask at its turn.
   *
   * @param self who asks
   */
  public Claim claimAhead(TrialId id, Claimant self) throws IOException {
    return new Claims(storage, compacted::has).claimAhead(id, self);
  }

  /**
   * Says that a trial was trained to its end after these deaths, so that it is not to blame for
   * them: for executors, once its row is there.
   */
  public void acquit(List<Claimant> deaths) throws IOException {
    new Acquittals(storage).acquit(deaths);
  }

  /** The trials without a row that processes were at work on, and how often they were begun. */
  public Map<TrialId, Integer> begun() {
    try {
      return new Claims(storage).markers();
    } catch (IOException e) {
      throw UserException.storage("Cannot list the attempts of " + place() + ": " + Reason.of(e));
    }
  }

  /** Publishes the model, then the row. Executors call this; a failure is not the trial's. */
  public Publication publish(TrialResult result) throws IOException {
    return new RowPublisher(patient, patientlyCompacted).publish(result);
  }

  /** Every row without its curve. One file that cannot be read hides no other. */
  public TableRows rows() {
    return rows(finished());
  }

  /** The same for the rows of {@code ids}. */
  public TableRows rows(Set<TrialId> ids) {
    return call("read the rows of", () -> stored.rows(ids));
  }

  /**
   * Those of {@code ids} whose files give no row: every byte is read, and what is sealed is not
   * decoded.
   */
  public List<UnreadableRow> unreadable(Set<TrialId> ids) {
    return call(
        "read the rows of",
        () ->
            stored.unreadable(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }

  /** Those of {@code ids} whose files Spark must not be given: as above, or not written by us. */
  public List<UnreadableRow> unfitForOtherReaders(Set<TrialId> ids) {
    return call(
        "read the rows of",
        () ->
            stored.unfitForOtherReaders(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }

  /** Puts rows that are files of their own together into files of many. */
  public Compacted compact() {
    return compact(Compaction.SETTLED)
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot compact "
                        + place()
                        + ": another process is at it; run the same command again when it has"
                        + " ended"));
  }

  /** The same of rows older than {@code settled}; empty where another process is at it. */
  public Optional<Compacted> compact(Duration settled) {
    return call(
        "compact",
        () ->
            Turn.COMPACTION.take(
                storage,
                () -> {
                  // Files without a manifest would be taken for what killed processes left.
                  List<String> unused = files.mend();
                  return new Compaction(storage, compacted, settled).run(Compaction.MOST_BYTES);
                }));
  }

  /**
   * Moves the files of corrupt rows to {@code _quarantine}, so that their trials have no row; what
   * has become whole meanwhile stays.
   *
   * @return a line for each that was moved
   */
  public List<String> setAside(List<UnreadableRow> rows) {
    return setAsideFound(
        rows.stream()
            .filter(UnreadableRow::isCorrupt)
            .map(u -> new Finding(u.file(), u.id().hex(), u.reason()))
            .toList());
  }

  /** The same for what an audit found. */
  public List<String> setAside(AuditReport report) {
    List<String> lines = new ArrayList<>(mend());
    lines.addAll(setAsideFound(report.corrupt()));
    return lines;
  }

  /**
   * Moves the rows of trials that ended in one of these ways to {@code _quarantine}, so that they
   * have none; one that another run has trained meanwhile stays.
   *
   * @return how many were moved
   */
  public int setAside(Set<TrialId> ids, Set<TrialStatus> statuses) {
    Quarantine quarantine = new Quarantine(storage);
    int moved = 0;
    for (TrialId id : ids) {
      try {
        moved += quarantine.take(id, statuses).isPresent() ? 1 : 0;
      } catch (IOException e) {
        throw UserException.storage(
            "Cannot set aside " + Layout.row(id) + " of " + place() + ": " + Reason.of(e));
      }
    }
    return moved;
  }

  private List<String> setAsideFound(List<Finding> corrupt) {
    return new CorruptRows(storage, compacted, place()).setAside(corrupt);
  }

  private interface Call<T> {
    T get() throws IOException;
  }

  private <T> T call(String what, Call<T> call) {
    try {
      return call.get();
    } catch (IOException e) {
      throw UserException.storage("Cannot " + what + " " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * Reads every file of the table and compares it with what it must be.
   *
   * @param expected the trials of the specification
   */
  public AuditReport audit(Set<TrialId> expected) {
    try {
      return new Audit(this, storage, compacted).report(expected);
    } catch (IOException e) {
      throw UserException.storage("Cannot audit " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * The parameters published for {@code row}, which must be of an OK trial.
   *
   * @throws CorruptFileException where the file is not what was published
   */
  public float[] parameters(TrialRow row) throws IOException {
    return model(row).parameters();
  }

  /** The same with what its tokens are. */
  public PublishedModel model(TrialRow row) throws IOException {
    ParametersSha256 sha256 = row.parametersSha256().orElseThrow();
    return ModelFile.read(storage.read(Layout.model(row.id(), sha256)), sha256.hex());
  }

  /** The learning curve of a row. */
  public List<EpochPoint> curve(TrialId id) throws IOException {
    return stored.whole(id).curve();
  }

  /** What a row's model of a time series forecast; empty where there is nothing. */
  public List<ForecastPoint> forecasts(TrialId id) throws IOException {
    return stored.whole(id).forecasts();
  }

  /**
   * Puts the report beside the rows, in the place of an older one.
   *
   * @return where it is, for people
   */
  public String publishReport(String html) {
    try {
      storage.replace(Layout.REPORT, Layout.ATTEMPTS, html.getBytes(StandardCharsets.UTF_8));
      return place() + "/" + Layout.REPORT;
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot write " + Layout.REPORT + " of " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * The score of the best on the test windows, where that has been measured; {@link #damage} tells
   * where that cannot be read.
   */
  public Optional<TestResult> testResult() {
    try {
      return files.testResult();
    } catch (CorruptFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read " + Layout.TEST + " of " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * Keeps what the best is worth on the test windows, where nothing is kept yet.
   *
   * @return what is kept: another run's, where that was first
   */
  public TestResult publishTestResult(TestResult result) {
    try {
      // The disk may have been unmounted while it was measured.
      new Claims(storage).requireTable();
      storage.publish(Layout.TEST, Layout.ATTEMPTS, result.json());
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot write " + Layout.TEST + " of " + place() + ": " + Reason.of(e));
    }
    return testResult().orElse(result);
  }

  private void checkVacantOrTable() throws IOException {
    if (storage.kind("") == Storage.Kind.FILE) {
      throw UserException.badInput(
          "Cannot set --out to " + place() + ": must be a folder, and it is a file");
    }
    // What a process left that died while it made the table does not count, nor do hidden files.
    List<String> names =
        storage.names("").stream()
            .filter(n -> !n.startsWith(".") && !n.equals(Layout.ATTEMPTS))
            .sorted()
            .toList();
    if (!names.isEmpty() && !names.contains(Layout.SPECIFICATION)) {
      throw UserException.badInput(
          "Cannot set --out to "
              + place()
              + ": must be a new or empty folder or a table, and it has no "
              + Layout.SPECIFICATION
              + " but "
              + names.get(0)
              + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
              + "; name another folder");
    }
  }

  private void clearAway() {
    try {
      if (!storage.names(Layout.COMPACTED).isEmpty()) {
        Turn.COMPACTION.take(
            storage,
            () -> {
              new Compaction(storage, compacted, Compaction.SETTLED).settle();
              return true;
            });
      }
      new Leftovers(storage).clearAway(finished());
    } catch (IOException e) {
      // Nothing depends on it, and the next run tries again.
    }
  }

  private void probe(String folder) throws IOException {
    String file = folder + "/" + Layout.PROBE + UUID.randomUUID();
    storage.publish(file, Layout.ATTEMPTS, new byte[1]);
    storage.delete(file);
  }
}
