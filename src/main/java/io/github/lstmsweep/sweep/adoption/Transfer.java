package io.github.lstmsweep.sweep.adoption;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.RowFiles;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies rows with their models and states from one table into another. A stranger may have written
 * the first table. So every file is checked, and a row must describe the trial that its id names.
 */
final class Transfer {
  private final TrialTable from;
  private final TrialTable into;
  private final Map<TrialId, Trial> trials;
  private final KnownRows.Listener listener;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger rows = new AtomicInteger();
  private final AtomicInteger known = new AtomicInteger();
  private final AtomicInteger undecided = new AtomicInteger();
  private final Collection<String> problems = new ConcurrentLinkedQueue<>();

  Transfer(
      TrialTable from, TrialTable into, Map<TrialId, Trial> trials, KnownRows.Listener listener) {
    this.from = from;
    this.into = into;
    this.trials = trials;
    this.listener = listener;
  }

  /** Reads one file of the first table. */
  private interface Reader<T> {
    T read() throws IOException;
  }

  /** Publishes files in the second table. */
  private interface Writer {
    TrialTable.Publication publish() throws IOException;
  }

  /** Copies the rows of an offer. */
  Adopted of(Offer offer) {
    int all = offer.ended().size() + offer.paused().size();
    listener.taken(from.place(), 0, all);
    for (Set<TrialId> part : from.rowFiles().parts(offer.ended())) {
      RowFiles.Checked checked = from.rowFiles().checked(part);
      checked.unreadable().forEach(row -> step(all, () -> leaveOut(row.file(), row.reason())));
      checked.rows().values().parallelStream().forEach(row -> step(all, () -> ended(row)));
    }
    offer.paused().entrySet().parallelStream()
        .forEach(pause -> step(all, () -> paused(pause.getKey(), pause.getValue())));
    return new Adopted(
        from.place(),
        rows.get(),
        offer.foreign(),
        offer.known() + known.get(),
        undecided.get(),
        problems.stream().sorted().distinct().toList());
  }

  private void step(int all, Runnable row) {
    row.run();
    listener.taken(from.place(), done.incrementAndGet(), all);
  }

  private void ended(CheckedRow checked) {
    TrialRow row = checked.row();
    String file = Layout.row(row.id());
    if (!isOfItsTrial(row)) {
      leaveOut(file, "it does not have the values of trial " + row.id());
    } else if (row.status() == TrialStatus.OK) {
      // The name of the file has the digest, which the row has.
      Optional<byte[]> model =
          read(
              Layout.model(row.id(), row.parametersSha256().orElseThrow()),
              () -> from.modelFile(row, parameters(row.id())));
      if (model.isPresent()) {
        count(() -> into.publish(checked, model));
      }
    } else if (row.status().isDecidedByTheTrial()) {
      count(() -> into.publish(checked, Optional.empty()));
    } else if (row.status().isDecidedByTheMachine()) {
      undecided.incrementAndGet();
    } else {
      leaveOut(file, "its status is " + row.status() + ", and the trial has ended");
    }
  }

  private void paused(TrialId id, int epochs) {
    String file = Layout.pausedRow(id, epochs);
    if (epochs >= trials.get(id).hyperparameters().numEpochs()) {
      leaveOut(file, "the trial has no epoch after it");
      return;
    }
    Optional<CheckedRow> checked = read(file, () -> from.pausedNow().checked(id, epochs));
    if (checked.isEmpty()) {
      return;
    }
    TrialRow row = checked.get().row();
    if (row.status() != TrialStatus.PAUSED || !isOfItsTrial(row)) {
      leaveOut(file, "it does not have the values of trial " + id + ", paused");
      return;
    }
    // Without its state the trial begins anew if it goes on, with equal bits.
    Optional<byte[]> state =
        read(
            Layout.state(id, epochs),
            () -> from.pausedNow().stateFile(id, epochs, parameters(id), keepsBest(id)));
    count(() -> into.publish(checked.get(), epochs, state));
  }

  /** Returns whether the hyperparameters and the data of a row are those that its id stands for. */
  private static boolean isOfItsTrial(TrialRow row) {
    try {
      Optional<Dataset> dataset = row.dataset();
      return dataset.isPresent()
          && TrialId.of(row.hyperparameters(), dataset.get()).equals(row.id());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private long parameters(TrialId id) {
    return TrialCost.of(trials.get(id)).parameterCount();
  }

  private boolean keepsBest(TrialId id) {
    return trials.get(id).hyperparameters().keep() == Keep.BEST;
  }

  private <T> Optional<T> read(String file, Reader<T> reader) {
    try {
      return Optional.of(reader.read());
    } catch (NoSuchFileException | FileNotFoundException e) {
      leaveOut(file, "there is no such file");
    } catch (IOException e) {
      leaveOut(file, Reason.of(e));
    }
    return Optional.empty();
  }

  private void leaveOut(String file, String reason) {
    problems.add("Cannot take " + file + " of " + from.place() + ": " + reason);
  }

  private void count(Writer writer) {
    try {
      (writer.publish() == TrialTable.Publication.PUBLISHED ? rows : known).incrementAndGet();
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot write to the table " + into.place() + ": " + Reason.of(e),
          new Remedy(Remedy.Kind.TRY_AGAIN, "once the storage is back"));
    }
  }
}
