package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Does with a cluster what {@code run} does, for trials and a trainer of a test. It prints the fate
 * of each trial.
 */
final class ClusterSweep {
  private ClusterSweep() {}

  /**
   * Trains the trials without a row and ends the process. The exit code is 0 if every trial then
   * has its row.
   */
  static void run(URI place, TrialTrainer trainer, List<Trial> trials, Duration timeout) {
    TrialTable table = TrialTable.openOrNew(place, StorageSettings.ofThisProcess());
    table.create("name: cluster\n");
    var finished = table.finished();
    List<Trial> missing = trials.stream().filter(t -> !finished.contains(t.id())).toList();
    SweepEnd end =
        SweepSession.forSweep("cluster")
            .runner(table, trainer)
            .run(
                new SweepWork("cluster", missing, Optional.of(timeout), Optional.empty()),
                CorpusSet.of(MiniSweep.CORPUS),
                new SweepListener() {
                  @Override
                  public void finished(Acknowledgement a) {
                    System.out.println(a.fate() + " " + a.trial());
                  }
                });
    System.out.println(end);
    System.exit(end.left() == 0 ? 0 : 1);
  }
}
