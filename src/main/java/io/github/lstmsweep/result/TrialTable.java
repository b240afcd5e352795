package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.paused.RecentPauses;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.CurvedRow;
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
import io.github.lstmsweep.train.TrainingState;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of results at a URI:
 *
 * <pre>
 * sweep.yaml                     the resolved specification
 * trials/trial-ID.parquet        one row
 * trials/rows-DIGEST.parquet     rows of many trials, merged by a compaction
 * models/ID-SHA256.bin           its parameters
 * paused/trial-ID-EPOCHS.parquet a row of a trial that a search has paused
 * paused/ID-EPOCHS.state         the state from which that trial continues
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

  private final TablePlace place;
  private final StorageSettings settings;
  private final Storage storage;
  // Patient storage is for results, which must not get lost. A person who waits sees an error at
  // once.
  private final Storage patient;
  private final CompactedRows compacted;
  private final CompactedRows patientlyCompacted;
  private final StoredRows stored;
  private final RecentPauses recentPauses;

  /** Makes a table at {@code uri} that reads and writes {@code storage}. */
  public TrialTable(URI uri, StorageSettings settings, Storage storage) {
    this.place = new TablePlace(uri);
    this.settings = settings;
    this.storage = storage;
    this.patient = new PatientStorage(storage, Patience.of(settings));
    this.compacted = new CompactedRows(storage);
    this.patientlyCompacted = new CompactedRows(patient);
    this.stored = new StoredRows(storage, compacted, place.toString());
    this.recentPauses = new RecentPauses(patient);
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
    if (!table.specification().exists()) {
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
    new TableFolder(table.storage, table.place).requireVacantOrTable();
    return table;
  }

  /** Returns the URI of the table. */
  public URI uri() {
    return place.uri();
  }

  /** Returns the table's place for messages: a path if it is on this machine, else its URI. */
  public String place() {
    return place.toString();
  }

  /** Returns the settings with which the filesystem is reached. */
  public StorageSettings settings() {
    return settings;
  }

  /** Returns the specification that made the table. */
  public SpecificationFile specification() {
    return new SpecificationFile(storage, place);
  }

  /** Returns the test score of the best trial. */
  public TestResultFile testResult() {
    return new TestResultFile(storage, place);
  }

  /** Returns the claims of processes on trials. */
  public TableClaims claims() {
    return new TableClaims(
        storage,
        patient,
        new Claims(storage, compacted::has),
        new Claims(patient, patientlyCompacted::has),
        place);
  }

  /** Returns the files of the rows, for readers that are not this software. */
  public RowFiles rowFiles() {
    return new RowFiles(storage, compacted, stored, place);
  }

  /** Returns the repairs and the compaction of the table. */
  public TableUpkeep upkeep() {
    return new TableUpkeep(this, storage, compacted, place);
  }

  /**
   * Makes the table, or proves that rows can be added to an existing one and keeps its
   * specification. The proof is a real publication, because permissions and the kind of filesystem
   * tell only half of it. A failure leaves nothing behind. This call also deletes the leftovers of
   * killed processes.
   */
  public void create(String specification) {
    new TableFolder(storage, place).make(specification(), specification);
    upkeep().clearAway();
  }

  /**
   * Returns the trials that have ended, whatever their status. It lists files and opens no row. A
   * paused trial has not ended.
   */
  public Set<TrialId> finished() {
    return place.call("list the trials of", stored::finished);
  }

  /** Returns the paused trials that have not ended, each with its number of epochs. */
  public Map<TrialId, Integer> pausedEpochs() {
    Map<TrialId, Integer> epochs =
        place.call("list the paused trials of", () -> paused(storage).epochs());
    if (!epochs.isEmpty()) {
      epochs.keySet().removeAll(finished());
    }
    return epochs;
  }

  /** Returns those of {@code ids}, which are paused, that have no readable row. */
  public List<UnreadableRow> unreadablePaused(Set<TrialId> ids) {
    return rowsOfPaused(ids).rows().unreadable();
  }

  /** Writes into the rows of paused trials why they do not go on. */
  public void explain(Map<TrialId, String> reasons) {
    place.call(
        "write the rows of",
        () -> {
          paused(storage).explain(reasons);
          return true;
        });
  }

  /**
   * Returns the files of the paused trials. Executors call this; it waits while storage is away.
   */
  public PausedTrials pausedTrials() {
    return new PausedTrials(patient, place.toString(), recentPauses);
  }

  /**
   * Stores the state of a trial in training. A failure is ignored, because a state only saves time.
   * Executors call this.
   */
  public void checkpoint(TrialId id, TrainingState state) {
    try {
      paused(storage).checkpoint(id, state);
    } catch (IOException | RuntimeException e) {
      // The next state may find its place.
    }
  }

  /** Returns the files of the paused trials. A call fails at once while storage is away. */
  public PausedTrials pausedNow() {
    return paused(storage);
  }

  private PausedTrials paused(Storage with) {
    return new PausedTrials(with, place.toString());
  }

  /**
   * Publishes the model, then the row. Executors call this. A failure here is not the trial's
   * fault.
   */
  public Publication publish(TrialResult result) throws IOException {
    return publish(result, new PausedTrials.Seen(result.trial().id(), 0, true));
  }

  /**
   * Publishes the model, then the row, as {@link #publish(TrialResult)} does.
   *
   * @param seen the pause from which the trial went on
   */
  public Publication publish(TrialResult result, PausedTrials.Seen seen) throws IOException {
    return publisher().publish(result, seen);
  }

  /**
   * Publishes the row of a different table, after its model.
   *
   * @param model the bytes of its model; empty if it has none
   */
  public Publication publish(CheckedRow row, Optional<byte[]> model) throws IOException {
    return publisher().publish(row, model);
  }

  /**
   * Publishes the row of a trial that is paused in a different table, after its state. It stays
   * away if the trial has ended here, or has as many epochs.
   *
   * @param epochs that the trial has had
   * @param state the bytes of its state; empty if there is none
   */
  public Publication publish(CheckedRow row, int epochs, Optional<byte[]> state)
      throws IOException {
    return publisher().publish(row, epochs, state);
  }

  private RowPublisher publisher() {
    return new RowPublisher(patient, patientlyCompacted, pausedTrials());
  }

  /**
   * Returns every row without its curve, also those of paused trials. A file that cannot be read
   * hides no other row.
   */
  public TableRows rows() {
    Set<TrialId> ended = finished();
    return rows(ended).and(rowsOfPaused(pausedEpochs().keySet()).rows());
  }

  /** Returns every row with its curve, for which each file is read once. */
  public TableRows.WithCurves rowsWithCurves() {
    TableRows.WithCurves ended =
        place.call("read the rows of", () -> stored.withCurves(stored.finished()));
    return ended.and(rowsOfPaused(pausedEpochs().keySet()));
  }

  /** Returns the rows of those of {@code ids} that have ended, without their curves. */
  public TableRows rows(Set<TrialId> ids) {
    return place.call("read the rows of", () -> stored.rows(ids));
  }

  /** Returns the rows of {@code ids} with their curves, also of paused trials. */
  public TableRows.WithCurves rowsWithCurves(Set<TrialId> ended, Set<TrialId> paused) {
    return place.call("read the rows of", () -> stored.withCurves(ended)).and(rowsOfPaused(paused));
  }

  private TableRows.WithCurves rowsOfPaused(Set<TrialId> ids) {
    return ids.isEmpty()
        ? TableRows.WithCurves.NONE
        : place.call(
            "read the paused trials of",
            () -> {
              PausedTrials.Read read = paused(storage).rows(ids);
              return TableRows.WithCurves.of(read.rows(), read.unreadable());
            });
  }

  /**
   * Returns those of {@code ids} that have no readable row. It reads every byte, but does not
   * decode a sealed file.
   */
  public List<UnreadableRow> unreadable(Set<TrialId> ids) {
    return place.call(
        "read the rows of",
        () ->
            stored.unreadable(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }

  /**
   * Returns the parameters published for {@code row}. The trial must be OK or PAUSED.
   *
   * @throws CorruptFileException if the file is not what was published
   */
  public float[] parameters(TrialRow row) throws IOException {
    return model(row).parameters();
  }

  /**
   * Returns the model published for {@code row}, with its vocabulary. The trial must be OK or
   * PAUSED. The model of a paused trial is in its state, which has no vocabulary.
   *
   * @throws CorruptFileException if the file is not what was published, or if a paused trial has
   *     lost its state
   */
  public PublishedModel model(TrialRow row) throws IOException {
    if (row.status() == TrialStatus.PAUSED) {
      int epochs = pausedEpochs().getOrDefault(row.id(), 0);
      return new PublishedModel(paused(storage).parameters(row, epochs), Optional.empty());
    }
    ParametersSha256 sha256 = row.parametersSha256().orElseThrow();
    return ModelFile.read(storage.read(Layout.model(row.id(), sha256)), sha256.hex());
  }

  /**
   * Returns the bytes of the model published for {@code row}. The trial must be OK.
   *
   * @param parameters the number of parameters that the model must have
   * @throws CorruptFileException if the file is not what was published
   */
  public byte[] modelFile(TrialRow row, long parameters) throws IOException {
    ParametersSha256 sha256 = row.parametersSha256().orElseThrow();
    byte[] bytes = storage.read(Layout.model(row.id(), sha256));
    int found = ModelFile.read(bytes, sha256.hex()).parameters().length;
    if (found != parameters) {
      throw new CorruptFileException("it has " + found + " parameters, must have " + parameters);
    }
    return bytes;
  }

  /** Returns the learning curve of a trial, one point per epoch. */
  public List<EpochPoint> curve(TrialId id) throws IOException {
    Optional<CurvedRow> pausedRow =
        pausedEpochs().containsKey(id)
            ? paused(storage).rows(Set.of(id)).rows().stream().findFirst()
            : Optional.empty();
    return pausedRow.isPresent() ? pausedRow.get().curve() : stored.whole(id).curve();
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
    return place.call(
        "write " + Layout.REPORT + " of",
        () -> {
          storage.replace(Layout.REPORT, Layout.ATTEMPTS, html.getBytes(StandardCharsets.UTF_8));
          return place + "/" + Layout.REPORT;
        });
  }
}
