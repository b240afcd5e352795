package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
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
 * The table of results at a URI:
 *
 * <pre>
 * sweep.yaml                     the resolved specification
 * trials/trial-ID.parquet        one row
 * trials/rows-DIGEST.parquet     rows of many trials, merged by a compaction
 * models/ID-SHA256.bin           its parameters
 * test.json                      the test score of the best trial, measured once
 * _attempts/ID/                  unfinished work
 * _quarantine/                   corrupt files that were set aside
 * _compacted/                    which rows each file of many rows has
 * </pre>
 *
 * The listing of {@code trials} and the manifests of compacted rows are the only record of the
 * finished trials.
 */
public final class TrialTable {
  /** The outcome of publishing a row. */
  public enum Publication {
    /** This call made the row appear. */
    PUBLISHED,
    /** The row was there before, from a different writer of this trial; that row stays. */
    ALREADY_PUBLISHED
  }

  private final URI uri;
  private final StorageSettings settings;
  private final Storage storage;
  // Patient storage is for results, which must not get lost. A person who waits sees an error at
  // once.
  private final Storage patient;
  private final CompactedRows compacted;
  private final CompactedRows patientlyCompacted;
  private final StoredRows stored;
  private final TableFiles files;

  /** Makes a table at {@code uri} that reads and writes {@code storage}. */
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

  /**
   * Returns the table at {@code uri} without checking it. Executors use this, since their driver
   * has checked.
   */
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

  /** Returns the table at {@code uri}, which must exist. */
  public static TrialTable open(URI uri, StorageSettings settings) {
    TrialTable table = at(uri, settings);
    if (!table.hasSpecification()) {
      throw UserException.badInput(
          "Cannot read the table "
              + table.place()
              + ": must be a folder with a "
              + Layout.SPECIFICATION,
          Remedy.of(Remedy.Kind.NAME_TABLE));
    }
    return table;
  }

  /** Returns the table at {@code uri}, or a new one if nothing or an empty folder is there. */
  public static TrialTable openOrNew(URI uri, StorageSettings settings) {
    TrialTable table = at(uri, settings);
    try {
      table.checkVacantOrTable();
    } catch (IOException e) {
      throw UserException.storage("Cannot read " + table.place() + ": " + Reason.of(e));
    }
    return table;
  }

  /** Returns the URI of the table. */
  public URI uri() {
    return uri;
  }

  /** Returns the table's place for messages: a path if it is on this machine, else its URI. */
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

  /** Returns whether some rows are in files of many rows. */
  public boolean isCompacted() {
    return call("list the compacted rows of", () -> !compacted.files().isEmpty());
  }

  /**
   * Returns the files that hold the rows of {@code ids}, each once, spelt like {@link #trials()}.
   */
  public List<String> files(Set<TrialId> ids) {
    return call(
        "list the trials of",
        () -> stored.byFile(ids).keySet().stream().map(file -> HadoopPath.of(uri, file)).toList());
  }

  /** The names of the rows in that folder, as a glob; what else lies there is not ours. */
  public static String rowGlob() {
    return Layout.ROW_GLOB;
  }

  /** Returns the settings with which the filesystem is reached. */
  public StorageSettings settings() {
    return settings;
  }

  private boolean hasSpecification() {
    return call("read", () -> storage.kind(Layout.SPECIFICATION) != Storage.Kind.ABSENT);
  }

  /** Returns the text of the specification that made the table; empty if there is no table yet. */
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

  /** Returns whether the specification is there but is not what was written. */
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

  /** Returns the corrupt files of the table itself, without rows and models. */
  List<Finding> findings() throws IOException {
    return files.damage().stream().map(TableDamage::finding).toList();
  }

  /**
   * Returns one line for each corrupt file of the table itself, which also says how it is repaired.
   */
  public List<String> damage() {
    return call("read", files::damage).stream().map(damage -> damage.line(place())).toList();
  }

  /**
   * Repairs the corrupt files of the table itself, except the specification. If nothing is corrupt
   * it does nothing.
   *
   * @return one line for each file that was set aside
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
   * Makes the table, or proves that rows can be added to an existing one and keeps its
   * specification. The proof is a real publication, because permissions and the kind of filesystem
   * tell only half of it. A failure leaves nothing behind. This call also deletes the leftovers of
   * killed processes.
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
          "Cannot use "
              + place()
              + " as the table: must be a folder that can be written, but "
              + Reason.of(e)
              + "; make it writable or name another folder");
    }
    clearAway();
  }

  /**
   * Replaces the table's specification by one that asks for more. If several processes do so at
   * once, each sees the result of the one before.
   *
   * @param isLess returns whether the table's current specification asks for less; may refuse it by
   *     an exception
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
   * Replaces the table's specification if it is corrupt.
   *
   * @return whether it was corrupt
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

  /** Returns the trials that have a row, whatever their status. It lists files and opens no row. */
  public Set<TrialId> finished() {
    return call("list the trials of", stored::finished);
  }

  /** Returns the names of the files among the rows that are no rows. */
  public List<String> strays() {
    return call(
        "list the trials of",
        () ->
            storage.names(Layout.TRIALS).stream()
                .filter(name -> Layout.trial(name).isEmpty() && Layout.digest(name).isEmpty())
                .toList());
  }

  /**
   * Claims a trial. Executors call this before they train.
   *
   * @param self the process that claims it
   */
  public Claim claim(TrialId id, Claimant self) throws IOException {
    return new Claims(patient, patientlyCompacted::has).claim(id, self);
  }

  /**
   * Claims a trial whose turn comes later, for example when a running trial ends. {@link
   * Claim.Work#begin} says that the turn has come. The call is not patient: if it fails, the
   * process can claim at the trial's turn.
   *
   * @param self the process that claims it
   */
  public Claim claimAhead(TrialId id, Claimant self) throws IOException {
    return new Claims(storage, compacted::has).claimAhead(id, self);
  }

  /**
   * Records that a trial was trained to its end after these deaths, so it did not cause them.
   * Executors call this once the trial has its row.
   */
  public void acquit(List<Claimant> deaths) throws IOException {
    new Acquittals(storage).acquit(deaths);
  }

  /** Returns the trials without a row that a process has begun, and how often each was begun. */
  public Map<TrialId, Integer> begun() {
    try {
      return new Claims(storage).markers();
    } catch (IOException e) {
      throw UserException.storage("Cannot list the attempts of " + place() + ": " + Reason.of(e));
    }
  }

  /**
   * Publishes the model, then the row. Executors call this. A failure here is not the trial's
   * fault.
   */
  public Publication publish(TrialResult result) throws IOException {
    return new RowPublisher(patient, patientlyCompacted).publish(result);
  }

  /** Returns every row without its curve. A file that cannot be read hides no other row. */
  public TableRows rows() {
    return rows(finished());
  }

  /** Returns the rows of {@code ids} without their curves. */
  public TableRows rows(Set<TrialId> ids) {
    return call("read the rows of", () -> stored.rows(ids));
  }

  /**
   * Returns those of {@code ids} that have no readable row. It reads every byte, but does not
   * decode a sealed file.
   */
  public List<UnreadableRow> unreadable(Set<TrialId> ids) {
    return call(
        "read the rows of",
        () ->
            stored.unreadable(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }

  /**
   * Returns those of {@code ids} whose files Spark must not read: unreadable ones, and ones that
   * this software cannot have written.
   */
  public List<UnreadableRow> unfitForOtherReaders(Set<TrialId> ids) {
    return call(
        "read the rows of",
        () ->
            stored.unfitForOtherReaders(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }

  /**
   * Merges one-row files into files of many rows.
   *
   * @throws UserException if another process is compacting
   */
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

  /**
   * Merges one-row files older than {@code settled} into files of many rows.
   *
   * @return empty if another process is compacting
   */
  public Optional<Compacted> compact(Duration settled) {
    return call(
        "compact",
        () ->
            Turn.COMPACTION.take(
                storage,
                () -> {
                  // Otherwise a file without a manifest would be taken for the leftover of a killed
                  // process.
                  List<String> unused = files.mend();
                  return new Compaction(storage, compacted, settled).run(Compaction.MOST_BYTES);
                }));
  }

  /**
   * Moves the files of corrupt rows to {@code _quarantine}, so that their trials have no row. A row
   * that has become whole meanwhile stays.
   *
   * @return one line for each file that was moved
   */
  public List<String> setAside(List<UnreadableRow> rows) {
    return setAsideFound(
        rows.stream()
            .filter(UnreadableRow::isCorrupt)
            .map(u -> new Finding(u.file(), u.id().hex(), u.reason()))
            .toList());
  }

  /**
   * Repairs the files of the table itself and sets aside the corrupt files that an audit found.
   *
   * @return one line for each file that was set aside
   */
  public List<String> setAside(AuditReport report) {
    List<String> lines = new ArrayList<>(mend());
    lines.addAll(setAsideFound(report.corrupt()));
    return lines;
  }

  /**
   * Moves the rows of trials that ended with one of {@code statuses} to {@code _quarantine}. A row
   * that a different run has published meanwhile stays.
   *
   * @return the number of rows that were moved
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
   * Returns the parameters published for {@code row}, which must be the row of an OK trial.
   *
   * @throws CorruptFileException if the file is not what was published
   */
  public float[] parameters(TrialRow row) throws IOException {
    return model(row).parameters();
  }

  /**
   * Returns the model published for {@code row}, with its vocabulary. The trial must be OK.
   *
   * @throws CorruptFileException if the file is not what was published
   */
  public PublishedModel model(TrialRow row) throws IOException {
    ParametersSha256 sha256 = row.parametersSha256().orElseThrow();
    return ModelFile.read(storage.read(Layout.model(row.id(), sha256)), sha256.hex());
  }

  /** Returns the learning curve of a trial, one point per epoch. */
  public List<EpochPoint> curve(TrialId id) throws IOException {
    return stored.whole(id).curve();
  }

  /** Returns the forecasts of a trial's time-series model; empty if there are none. */
  public List<ForecastPoint> forecasts(TrialId id) throws IOException {
    return stored.whole(id).forecasts();
  }

  /**
   * Writes the report next to the rows and replaces an older one.
   *
   * @return the report's place, for messages
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
   * Returns the test score of the best trial; empty if it is not measured or is corrupt. {@link
   * #damage} reports a corrupt one.
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
   * Stores the test score of the best trial, unless one is stored.
   *
   * @return the stored score: that of a different run, if it was first
   */
  public TestResult publishTestResult(TestResult result) {
    try {
      // The disk may have been unmounted during the measurement.
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
          "Cannot use " + place() + " as the table: must be a folder, and it is a file");
    }
    // Hidden files do not count, nor does the leftover of a process that died while it made the
    // table.
    List<String> names =
        storage.names("").stream()
            .filter(n -> !n.startsWith(".") && !n.equals(Layout.ATTEMPTS))
            .sorted()
            .toList();
    if (!names.isEmpty() && !names.contains(Layout.SPECIFICATION)) {
      throw UserException.badInput(
          "Cannot use "
              + place()
              + " as the table: must be a new or empty folder or a table, and it has no "
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
      // Nothing depends on this cleaning, and the next run tries again.
    }
  }

  private void probe(String folder) throws IOException {
    String file = folder + "/" + Layout.PROBE + UUID.randomUUID();
    storage.publish(file, Layout.ATTEMPTS, new byte[1]);
    storage.delete(file);
  }
}
