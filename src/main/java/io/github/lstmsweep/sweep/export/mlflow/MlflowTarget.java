package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import io.github.lstmsweep.sweep.export.table.TableTarget;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** An experiment of a server that takes the trials of a table. */
final class MlflowTarget implements TableTarget {
  private final ServerUrl url;
  private final TrackingServer server;
  private final Experiment experiment;

  MlflowTarget(ServerUrl url, TrackingServer server, Experiment experiment) {
    this.url = url;
    this.server = server;
    this.experiment = experiment;
  }

  @Override
  public String write(ExportedTable table, IntConsumer exported) {
    int total = table.trials().size();
    Map<RunWriter.Work, Integer> done = new EnumMap<>(RunWriter.Work.class);
    exported.accept(0);
    try {
      Runs runs = new Runs(server, experiment.made(server).id().orElseThrow());
      RunWriter writer = new RunWriter(runs);
      WantedRun sweep = SweepRun.of(table);
      Optional<StoredRun> found = runs.ofSweep(table.spec().name());
      // The trials need its id, and its end says that they are complete.
      StoredRun parent = found.isPresent() ? found.get() : runs.create(sweep);
      TrialRun wanted = new TrialRun(table, parent.id());
      Map<String, StoredRun> stored =
          runs.ofTrials(
              table.trials().stream()
                  .map(trial -> trial.row().id().hex())
                  .collect(Collectors.toSet()));
      for (ExportedTrial trial : table.trials()) {
        RunWriter.Work work =
            writer.write(wanted.of(trial), Optional.ofNullable(stored.get(trial.row().id().hex())));
        done.merge(work, 1, Integer::sum);
        exported.accept(sum(done));
      }
      RunWriter.Work unused = writer.write(sweep, Optional.of(parent));
    } catch (ServerException e) {
      if (sum(done) == 0 && e.kind() != ServerException.Kind.AWAY) {
        throw e.beforeTheStart(url);
      }
      throw e.after(Show.count(sum(done)) + " of " + Show.counted(total, "trial"), url);
    }
    return Show.counted(total, "trial")
        + " in the experiment "
        + experiment.name()
        + " of "
        + url
        + ": "
        + Show.count(done.getOrDefault(RunWriter.Work.ADDED, 0))
        + " added, "
        + Show.count(done.getOrDefault(RunWriter.Work.COMPLETED, 0))
        + " completed, "
        + Show.count(done.getOrDefault(RunWriter.Work.NONE, 0))
        + " there already";
  }

  private static int sum(Map<RunWriter.Work, Integer> done) {
    return done.values().stream().mapToInt(count -> count).sum();
  }
}
