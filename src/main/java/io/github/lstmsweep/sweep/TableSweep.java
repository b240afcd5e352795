package io.github.lstmsweep.sweep;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A sweep and its table: what the table lacks of it, and training that. What is in the table is
 * looked at once, when this is made.
 */
public final class TableSweep {
  /** Whether a specification may have more trials than the one that made the table. */
  public enum Growth {
    /** It must be the same. */
    REFUSED,
    /** What it has more is added: trials, or test windows. */
    ALLOWED
  }

  private final SweepInput sweep;
  private final TrialTable table;
  private final Growth growth;
  private final Retry retry;
  private final boolean extended;
  private String corpus;
  private final List<UnreadableRow> corrupt;
  private final Set<TrialId> again;
  private final Set<TrialId> finished;

  /**
   * Looks at {@code table}, and changes nothing.
   *
   * @throws UserException where another specification made it
   */
  public TableSweep(SweepInput sweep, TrialTable table, Growth growth, Retry retry) {
    this.sweep = sweep;
    this.table = table;
    this.growth = growth;
    this.retry = retry;
    this.corpus = sweep.spec().corpus();
    this.extended = isExtended();
    this.finished = table.finished();
    this.corrupt = table.unreadable(finished).stream().filter(UnreadableRow::isCorrupt).toList();
    corrupt.forEach(row -> finished.remove(row.id()));
    this.again = retry.of(table, finished);
    finished.removeAll(again);
  }

  /** Trials with a row that can be read, and that is not to be trained again. */
  public Set<TrialId> finished() {
    return Set.copyOf(finished);
  }

  /**
   * Makes anew what is corrupt of the table itself, once its rows are known to be of these trials.
   *
   * @return a line for each file that was set aside
   */
  public List<String> mend() {
    List<String> lines = new ArrayList<>(table.mend());
    if (table.isSpecificationCorrupt()) {
      // Refuses rows of other trials.
      Remainder unused = remainder();
      if (table.restore(SpecWriter.toYaml(sweep.spec()))) {
        lines.add("Wrote the specification of " + table.place() + " anew: its file was corrupt");
      }
    }
    return lines;
  }

  /** What is to be trained. */
  public Remainder remainder() {
    return Remainder.of(sweep.search(), new StoredResults(table, finished), table.place());
  }

  /** Where nothing is to be trained: keeps the specification where it is a larger one. */
  public void keepSpecification() {
    if (isExtended()) {
      // Another driver may extend it, too, between the look and this.
      table.extend(SpecWriter.toYaml(sweep.spec()), this::isOther);
    }
  }

  /**
   * Makes the table, or proves that rows can be added to it. Sets aside rows that are corrupt and
   * rows whose trials are trained again.
   *
   * @return a line for each file that was set aside, and one for the rows to train again
   * @throws UserException where it cannot be written, or where another driver has made it meanwhile
   */
  public List<String> begin() {
    List<String> lines = new ArrayList<>(mend());
    table.create(SpecWriter.toYaml(sweep.spec()));
    // Another driver may have made it meanwhile, of another specification.
    keepSpecification();
    lines.addAll(table.setAside(corrupt));
    int retried = retry.setAside(table, again);
    if (retried > 0) {
      lines.add(
          "Set aside "
              + Show.counted(retried, "row")
              + " of "
              + table.place()
              + " in _quarantine: to be trained again");
    }
    return lines;
  }

  /** Trains what is missing on {@code session}'s executors; after {@link #begin}. */
  public SweepEnd train(SweepSession session, TrialTrainer trainer, SweepListener listener) {
    SweepWork trials =
        new SweepWork(
            sweep.spec().name(),
            remainder().missing().stream().map(this::asTheTableCallsIt).toList(),
            sweep.spec().timeout().trial(),
            sweep.spec().timeout().sweep());
    return session.runner(table, trainer).run(trials, sweep.corpus(), listener);
  }

  /** A text that was moved has one name in the rows of a table, which is the table's own. */
  private Trial asTheTableCallsIt(Trial trial) {
    Dataset dataset = trial.dataset();
    return extended || dataset.corpus().equals(corpus)
        ? trial
        : Trial.of(trial.hyperparameters(), dataset.called(corpus));
  }

  private boolean isExtended() {
    // A corrupt one cannot be compared; its rows tell which trials it asked for.
    return !table.isSpecificationCorrupt()
        && table.specification().filter(this::isOther).isPresent();
  }

  /** Whether the sweep only adds to what {@code stored} asks for, and may. */
  private boolean isOther(String stored) {
    SweepSpec before = Remainder.readStored(stored, table.place());
    corpus = before.corpus();
    Change change = Change.between(before, sweep.spec(), sweep.trials(), table::finished);
    if (!change.isNone() && !(growth == Growth.ALLOWED && change.onlyAdds())) {
      throw change.refusal(table.place());
    }
    return !change.isNone();
  }
}
