package io.github.lstmsweep.sweep;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Trains the trials of a sweep that its table lacks. It reads the table's state once, in its
 * constructor.
 */
public final class TableSweep {
  /** Whether a specification may have more trials than the one that made the table. */
  public enum Growth {
    /** The specification must ask for the same trials. */
    REFUSED,
    /** Additional trials, or test windows, are added to the table. */
    ALLOWED
  }

  private final SweepInput sweep;
  private final TrialTable table;
  private final Growth growth;
  private final Retry retry;
  private final boolean extended;
  private UnaryOperator<Dataset> named = dataset -> dataset;
  private final List<UnreadableRow> corrupt;
  private final Set<TrialId> again;
  private final Set<TrialId> finished;
  private final Map<TrialId, Integer> paused;

  /**
   * Reads the state of {@code table}, and changes nothing.
   *
   * @throws UserException if a different specification made the table
   */
  public TableSweep(SweepInput sweep, TrialTable table, Growth growth, Retry retry) {
    this.sweep = sweep;
    this.table = table;
    this.growth = growth;
    this.retry = retry;
    this.extended = isExtended();
    this.finished = table.finished();
    this.paused = table.pausedEpochs();
    this.corrupt =
        Stream.concat(
                table.unreadable(finished).stream(),
                table.unreadablePaused(paused.keySet()).stream())
            .filter(UnreadableRow::isCorrupt)
            .toList();
    corrupt.forEach(row -> finished.remove(row.id()));
    corrupt.forEach(row -> paused.remove(row.id()));
    this.again = retry.of(table, finished);
    finished.removeAll(again);
  }

  /** The trials with a readable row that are not to be trained again. */
  public Set<TrialId> finished() {
    return Set.copyOf(finished);
  }

  /**
   * Writes corrupt files of the table itself again, after a check that its rows are of these
   * trials.
   *
   * @return a line for each file that was set aside
   */
  public List<String> mend() {
    List<String> lines = new ArrayList<>(table.upkeep().mend());
    if (table.specification().isCorrupt()) {
      // Refuses rows of different trials.
      Remainder unused = remainder();
      if (table.specification().restore(SpecWriter.toYaml(sweep.spec()))) {
        lines.add("Wrote the specification of " + table.place() + " anew: its file was corrupt");
      }
    }
    return lines;
  }

  /** The trials that are still to be trained. */
  public Remainder remainder() {
    return Remainder.of(sweep.search(), new StoredResults(table, finished, paused), table.place());
  }

  /**
   * Stores the specification if it extends the table's. For runs in which nothing is to be trained.
   */
  public void keepSpecification() {
    if (isExtended()) {
      // A second driver may also extend it between the check and this line.
      table.specification().extend(SpecWriter.toYaml(sweep.spec()), this::isOther);
    }
  }

  /**
   * Makes the table, or proves that rows can be added to it. Sets aside corrupt rows and the rows
   * of trials that are trained again.
   *
   * @return a line for each file that was set aside, and one for the rows to train again
   * @throws UserException if it cannot be written, or if a different driver has made it meanwhile
   */
  public List<String> begin() {
    List<String> lines = new ArrayList<>(mend());
    table.create(SpecWriter.toYaml(sweep.spec()));
    // A second driver may have made the table meanwhile, with a different specification.
    keepSpecification();
    lines.addAll(table.upkeep().setAside(corrupt));
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

  /** Trains the missing trials on {@code session}'s executors. Call {@link #begin} first. */
  public SweepEnd train(SweepSession session, TrialTrainer trainer, SweepListener listener) {
    StoredResults results = new StoredResults(table, finished, paused);
    SweepWork work =
        new SweepWork(
            sweep.spec().name(),
            round(results),
            () -> round(results.later(table.finished(), table.pausedEpochs())),
            sweep.search().asksEarly(),
            sweep.spec().search().earlyStop(),
            sweep.spec().timeout().trial(),
            sweep.spec().timeout().sweep(),
            trial -> sweep.spec().checkpoint().of(CostModel.DEFAULT.seconds(trial)));
    SweepEnd end = session.runner(table, trainer).run(work, sweep.data(), listener);
    if (end.reason() == SweepEnd.Reason.FINISHED) {
      explain(results);
    }
    return end;
  }

  /** Writes into the rows of paused trials why they do not go on. */
  private void explain(StoredResults results) {
    Map<TrialId, Integer> pausedNow = table.pausedEpochs();
    if (!pausedNow.isEmpty()) {
      table.explain(sweep.search().reasons(results.later(table.finished(), pausedNow)));
    }
  }

  private SweepWork.Round round(StoredResults results) {
    Search.Step next = Remainder.of(sweep.search(), results, table.place()).next();
    return new SweepWork.Round(
        next.run().stream().map(this::asTheTableCallsIt).toList(),
        next.ranges(),
        sweep.search().first(next));
  }

  /**
   * Returns the trial with the table's name of the corpus. So a text that was moved keeps one name
   * in all rows.
   */
  private Trial asTheTableCallsIt(Trial trial) {
    Dataset dataset = named.apply(trial.dataset());
    return extended || dataset.corpus().equals(trial.dataset().corpus())
        ? trial
        : Trial.of(trial.hyperparameters(), dataset);
  }

  /** Returns how a table's specification calls the data of a trial. */
  private static UnaryOperator<Dataset> names(SweepSpec stored) {
    if (!stored.axis().isMany()) {
      return dataset -> dataset.called(stored.corpus());
    }
    Map<String, String> names = new HashMap<>();
    stored
        .axis()
        .sources()
        .forEach(source -> source.sha256().ifPresent(sha -> names.put(sha, source.corpus())));
    return dataset -> dataset.called(names.getOrDefault(dataset.corpusSha256(), dataset.corpus()));
  }

  private boolean isExtended() {
    // A corrupt specification cannot be compared. The rows tell which trials it asked for.
    return !table.specification().isCorrupt()
        && table.specification().text().filter(this::isOther).isPresent();
  }

  /** Whether the sweep asks for more than {@code stored}. Refuses a change that is not allowed. */
  private boolean isOther(String stored) {
    SweepSpec before = Remainder.readStored(stored, table.place());
    named = names(before);
    Change change = Change.between(before, sweep.spec(), sweep.trials(), table::finished);
    if (!change.isNone() && !(growth == Growth.ALLOWED && change.onlyAdds())) {
      throw change.refusal(table.place());
    }
    return !change.isNone();
  }
}
