package io.github.lstmsweep.result.paused;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.Layout.Pause;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.CurvedRow;
import io.github.lstmsweep.result.row.RowDetail;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingState;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * The paused trials of a table. Each pause has a row and a state, in files named by the trial and
 * its number of epochs. A file never changes, so no process can take epochs away from a trial. The
 * row with the most epochs counts.
 *
 * <p>A state only saves work. If it is lost or corrupt, the trial continues from an earlier one or
 * begins anew, with equal bits.
 */
public final class PausedTrials {
  private final Storage storage;
  private final String place;
  private final RecentPauses recent;

  /**
   * Makes this for one table.
   *
   * @param place the table's place, for messages
   */
  public PausedTrials(Storage storage, String place) {
    this(storage, place, new RecentPauses(storage));
  }

  /**
   * Makes this for one table.
   *
   * @param place the table's place, for messages
   * @param recent of that storage, which several objects may share
   */
  public PausedTrials(Storage storage, String place, RecentPauses recent) {
    this.storage = storage;
    this.place = place;
    this.recent = recent;
  }

  /**
   * The pause of a trial that its driver saw before the next part of its training. It says which
   * files the trial has, so that thousands of pauses need not list the folder.
   *
   * @param epochs that the trial had had; 0 for none
   * @param hasCheckpoints whether the trial may have further states
   */
  public record Seen(TrialId id, int epochs, boolean hasCheckpoints) {}

  /** The rows that were read, and those that could not be read. */
  public record Read(Collection<CurvedRow> rows, List<UnreadableRow> unreadable) {}

  /** Returns the trials with a row here, each with the most epochs of its rows. */
  public Map<TrialId, Integer> epochs() throws IOException {
    Map<TrialId, Integer> epochs = new HashMap<>();
    for (String name : storage.names(Layout.PAUSED)) {
      Layout.pausedRow(name)
          .ifPresent(pause -> epochs.merge(pause.id(), pause.epochs(), Math::max));
    }
    return epochs;
  }

  /** Returns the paths of the rows that count, relative to the table. */
  public List<String> files(Set<TrialId> ids) throws IOException {
    return epochs().entrySet().stream()
        .filter(pause -> ids.contains(pause.getKey()))
        .map(pause -> Layout.pausedRow(pause.getKey(), pause.getValue()))
        .sorted()
        .toList();
  }

  /**
   * Returns whether a trial was paused after so many epochs or more. A pause of the last moments
   * may be missed. The trial is then trained to an earlier pause, which takes nothing away.
   */
  public boolean hasReached(Seen seen, int epochs) throws IOException {
    TrialId id = seen.id();
    if (isPaused(id, epochs)) {
      return true;
    }
    // A later pause would have deleted this row.
    if (seen.epochs() > 0 && seen.epochs() < epochs && isPaused(id, seen.epochs())) {
      return false;
    }
    return recent.most(id) >= epochs;
  }

  private boolean isPaused(TrialId id, int epochs) throws IOException {
    return storage.kind(Layout.pausedRow(id, epochs)) != Storage.Kind.ABSENT;
  }

  /** Returns the rows of {@code ids} that count. A trial that is not paused has none. */
  public Read rows(Set<TrialId> ids) throws IOException {
    Collection<CurvedRow> rows = new ConcurrentLinkedQueue<>();
    Collection<UnreadableRow> unreadable = new ConcurrentLinkedQueue<>();
    Map<TrialId, Integer> epochs = epochs();
    epochs.keySet().retainAll(ids);
    epochs.entrySet().parallelStream()
        .forEach(
            pause -> {
              String file = Layout.pausedRow(pause.getKey(), pause.getValue());
              try {
                rows.add(SingleRowFile.readWithCurve(pause.getKey(), storage.read(file)));
              } catch (NoSuchFileException | FileNotFoundException e) {
                // The trial has gone on meanwhile.
              } catch (IOException e) {
                unreadable.add(UnreadableRow.of(pause.getKey(), file, place, e));
              }
            });
    return new Read(rows, List.copyOf(unreadable));
  }

  /** Returns those of {@code ids} whose rows other readers must not decode. */
  public Set<TrialId> unfitForOtherReaders(Set<TrialId> ids) throws IOException {
    Set<TrialId> unfit = new HashSet<>();
    for (Map.Entry<TrialId, Integer> pause : epochs().entrySet()) {
      if (ids.contains(pause.getKey())) {
        try {
          SingleRowFile.checkForOtherReaders(
              pause.getKey(), storage.read(Layout.pausedRow(pause.getKey(), pause.getValue())));
        } catch (CorruptFileException | NoSuchFileException | FileNotFoundException e) {
          unfit.add(pause.getKey());
        }
      }
    }
    return unfit;
  }

  /**
   * Publishes the state of a paused trial and then its row, and deletes those of fewer epochs.
   *
   * @param seen the pause before this one
   */
  public void publish(TrialResult result, Seen seen) throws IOException {
    TrialId id = result.trial().id();
    TrainingState state = result.ending().training().orElseThrow().state().orElseThrow();
    save(id, state);
    storage.publish(
        Layout.pausedRow(id, state.epochs()), Layout.scratch(id), SingleRowFile.write(result));
    if (seen.hasCheckpoints()) {
      deleteBefore(id, state.epochs());
    } else if (seen.epochs() < state.epochs()) {
      delete(seen);
    }
  }

  /**
   * Publishes the row of a trial that is paused in a different table.
   *
   * @param state the bytes of the state from which it continues; empty if there is none
   */
  public void publish(CheckedRow row, int epochs, Optional<byte[]> state) throws IOException {
    TrialId id = row.row().id();
    if (state.isPresent()) {
      storage.publish(Layout.state(id, epochs), Layout.scratch(id), state.get());
    }
    storage.publish(Layout.pausedRow(id, epochs), Layout.scratch(id), row.file());
    deleteBefore(id, epochs);
  }

  private void deleteBefore(TrialId id, int epochs) throws IOException {
    delete(names(id), pause -> pause.id().equals(id) && pause.epochs() < epochs);
  }

  private void delete(Seen seen) throws IOException {
    if (seen.epochs() > 0) {
      storage.deleteAll(
          Layout.PAUSED,
          List.of(
              Layout.name(Layout.pausedRow(seen.id(), seen.epochs())),
              Layout.name(Layout.state(seen.id(), seen.epochs()))));
    }
  }

  /**
   * Returns the row of a trial that was paused after so many epochs, with the bytes of its file.
   *
   * @throws CorruptFileException if the file is no whole row of this trial
   */
  public CheckedRow checked(TrialId id, int epochs) throws IOException {
    return CheckedRow.ofSingle(id, storage.read(Layout.pausedRow(id, epochs)));
  }

  /**
   * Returns the bytes of the state of a trial after so many epochs.
   *
   * @param parameters the number of parameters that it must have
   * @param keepsBest whether it must have the parameters of the best epoch
   * @throws CorruptFileException if the file is no such state
   */
  public byte[] stateFile(TrialId id, int epochs, long parameters, boolean keepsBest)
      throws IOException {
    byte[] bytes = storage.read(Layout.state(id, epochs));
    TrainingState state = StateFile.read(id, bytes);
    if (state.epochs() != epochs || state.network().parameters().length != parameters) {
      throw new CorruptFileException(
          "it has %d epochs and %d parameters, must have %d and %d"
              .formatted(state.epochs(), state.network().parameters().length, epochs, parameters));
    }
    if (state.best().isPresent() != keepsBest) {
      throw new CorruptFileException(
          keepsBest
              ? "it lacks the parameters of the best epoch"
              : "it has the parameters of a best epoch, which the trial does not keep");
    }
    return bytes;
  }

  /**
   * Returns the parameters of a paused trial. A trial that keeps its best epoch has those of that
   * epoch.
   *
   * @param epochs that its row has
   * @throws CorruptFileException if the state is lost or corrupt, or if it has a different digest
   *     than the row
   */
  public float[] parameters(TrialRow row, int epochs) throws IOException {
    TrainingState state =
        read(new Pause(row.id(), epochs))
            .orElseThrow(
                () ->
                    new CorruptFileException(
                        "it is paused, and its state "
                            + Layout.state(row.id(), epochs)
                            + " is lost or corrupt"));
    float[] parameters = state.best().orElse(state.network().parameters());
    String sha256 = new TrainedModel(parameters, "").parametersSha256();
    if (row.parametersSha256().filter(said -> !said.hex().equals(sha256)).isPresent()) {
      throw new CorruptFileException(
          "its state has the SHA-256 "
              + sha256
              + ", and its row "
              + row.parametersSha256().get().hex());
    }
    return parameters;
  }

  /** Publishes a state without a row, so that a process which dies loses less. */
  public void save(TrialId id, TrainingState state) throws IOException {
    storage.publish(
        Layout.state(id, state.epochs()), Layout.scratch(id), StateFile.write(id, state));
  }

  /** Publishes a state during a training, and deletes earlier ones. */
  public void checkpoint(TrialId id, TrainingState state) throws IOException {
    save(id, state);
    List<String> earlier = new ArrayList<>();
    for (Pause pause : states(id)) {
      if (pause.epochs() < state.epochs()) {
        earlier.add(Layout.name(Layout.state(id, pause.epochs())));
      }
    }
    if (!earlier.isEmpty()) {
      storage.deleteAll(Layout.PAUSED, earlier);
    }
  }

  /**
   * Returns the newest state of a trial from which it can be trained until an epoch; empty if it
   * has none.
   */
  public Optional<TrainingState> state(Seen seen, int until) throws IOException {
    if (seen.epochs() > 0 && seen.epochs() < until && !seen.hasCheckpoints()) {
      Optional<TrainingState> state = read(new Pause(seen.id(), seen.epochs()));
      if (state.isPresent()) {
        return state;
      }
    }
    for (Pause pause : states(seen.id())) {
      if (pause.epochs() < until) {
        Optional<TrainingState> state = read(pause);
        if (state.isPresent()) {
          return state;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the states of a trial, those of the most epochs first. */
  private List<Pause> states(TrialId id) throws IOException {
    List<Pause> states = new ArrayList<>();
    for (String name : names(id)) {
      Layout.state(name).filter(pause -> pause.id().equals(id)).ifPresent(states::add);
    }
    states.sort(Comparator.comparingInt(Pause::epochs).reversed());
    return states;
  }

  private Optional<TrainingState> read(Pause pause) throws IOException {
    try {
      TrainingState state =
          StateFile.read(pause.id(), storage.read(Layout.state(pause.id(), pause.epochs())));
      return state.epochs() == pause.epochs() ? Optional.of(state) : Optional.empty();
    } catch (CorruptFileException | NoSuchFileException | FileNotFoundException e) {
      // The trial loses time, and nothing else.
      return Optional.empty();
    }
  }

  /**
   * Writes into the rows of paused trials why they do not go on. A row that has its reason stays as
   * it is. Files that a dead process left of earlier pauses are deleted.
   */
  public void explain(Map<TrialId, String> reasons) throws IOException {
    Map<TrialId, Integer> epochs = epochs();
    delete(
        storage.names(Layout.PAUSED), pause -> pause.epochs() < epochs.getOrDefault(pause.id(), 0));
    try {
      // Each row waits for the disk, and there may be thousands.
      rows(reasons.keySet()).rows().parallelStream()
          .map(CurvedRow::row)
          .filter(row -> !row.statusDetail().equals(Optional.of(reasons.get(row.id()))))
          .forEach(row -> explain(row.id(), epochs.getOrDefault(row.id(), 0), reasons));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void explain(TrialId id, int epochs, Map<TrialId, String> reasons) {
    String file = Layout.pausedRow(id, epochs);
    try {
      byte[] explained = RowDetail.with(reasons.get(id), id, storage.read(file));
      storage.replace(file, Layout.scratch(id), explained);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the files of a trial that has ended. */
  public void clear(Seen seen) throws IOException {
    if (seen.hasCheckpoints()) {
      delete(names(seen.id()), pause -> pause.id().equals(seen.id()));
    } else {
      delete(seen);
    }
  }

  /** Deletes the files of trials that have ended. */
  public void clear(Set<TrialId> ended) throws IOException {
    delete(storage.names(Layout.PAUSED), pause -> ended.contains(pause.id()));
  }

  /** Returns the names of files that have the id. Thousands of others are not parsed. */
  private List<String> names(TrialId id) throws IOException {
    String hex = id.hex();
    return storage.names(Layout.PAUSED).stream().filter(name -> name.contains(hex)).toList();
  }

  private void delete(List<String> files, Predicate<Pause> which) throws IOException {
    List<String> names =
        files.stream().filter(name -> pause(name).filter(which).isPresent()).toList();
    if (!names.isEmpty()) {
      storage.deleteAll(Layout.PAUSED, names);
    }
  }

  private static Optional<Pause> pause(String name) {
    return Layout.pausedRow(name).or(() -> Layout.state(name));
  }
}
