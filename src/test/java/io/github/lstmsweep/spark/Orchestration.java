package io.github.lstmsweep.spark;

import static java.util.Comparator.comparingLong;

import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Measures the cost of Spark, claims and publishing. Its trials keep a core busy for a known time.
 * The result is the wall time of all trials divided by the ideal time. The command is in {@code
 * docs/reliability.md}.
 */
final class Orchestration {
  private static final Dataset DATASET =
      new Dataset("quickstart", "ab".repeat(32), "char", 28, 10_000, 5_000);

  private Orchestration() {}

  /**
   * Runs the trials. Arguments: the table's folder, the number of trials, milliseconds per trial,
   * cores.
   */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    int millis = Integer.parseInt(args[2]);
    int cores = Integer.parseInt(args[3]);
    System.setProperty("spark.master", "local[" + cores + "]");
    List<Trial> trials = IntStream.range(0, count).mapToObj(seed -> trial(seed, millis)).toList();
    TrialTable table =
        TrialTable.openOrNew(Path.of(args[0]).toUri(), StorageSettings.ofThisProcess());
    table.create("name: orchestration\n");
    SweepSession session = SweepSession.forSweep("orchestration");
    long start = System.nanoTime();
    SweepEnd end =
        session
            .runner(table, new BusyTrainer(millis))
            .run(
                new SweepWork(
                    "orchestration", trials, Optional.of(Duration.ofMinutes(1)), Optional.empty()),
                CorpusSet.of(MiniSweep.CORPUS),
                new SweepListener() {});
    double seconds = (System.nanoTime() - start) / 1e9;
    double ideal = count * millis / 1e3 / cores;
    System.out.println(end);
    System.out.printf(
        Locale.ROOT,
        "%d trials of %d ms on %d cores: %.2f s, ideal %.2f s: %.4f times; with the start of Java"
            + " and Spark %.4f times%n",
        count,
        millis,
        cores,
        seconds,
        ideal,
        seconds / ideal,
        end.wallTime().orElseThrow().seconds() / ideal);
    printParts(start, cores);
    System.out.printf(
        Locale.ROOT,
        "99%% of rows in the table %.0f ms after training%n",
        1e3 * end.wallTime().orElseThrow().publishedSeconds());
    System.exit(0);
  }

  /** Prints how the time outside the training was spent. */
  private static void printParts(long start, int cores) {
    List<Span> spans = BusyTrainer.SPANS.stream().sorted(comparingLong(Span::begin)).toList();
    List<Long> ends = spans.stream().map(Span::end).sorted().toList();
    // A trial that begins takes the core that has been free for longest.
    List<Long> gaps =
        IntStream.range(cores, spans.size())
            .mapToObj(i -> spans.get(i).begin() - ends.get(i - cores))
            .sorted()
            .toList();
    System.out.printf(
        Locale.ROOT,
        "first training after %.2f s; between two on a core %.2f ms in the mean, %.2f in the"
            + " median, %.2f in 1 of 10; the last core ends %.2f s after the first%n",
        (spans.get(0).begin() - start) / 1e9,
        gaps.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
        gaps.get(gaps.size() / 2) / 1e6,
        gaps.get(gaps.size() * 9 / 10) / 1e6,
        (ends.get(ends.size() - 1) - ends.get(ends.size() - cores)) / 1e9);
  }

  /** The start and the end of a training, by {@link System#nanoTime}. */
  private record Span(long begin, long end) {}

  /** Makes a trial whose predicted time is about its real time: an epoch counts for 26 ms. */
  private static Trial trial(int seed, int millis) {
    return Trial.of(
        Hyperparameters.of(
            Map.of(
                Hyperparameter.NUM_HIDDENS,
                8,
                Hyperparameter.NUM_EPOCHS,
                Math.max(1, millis / 26),
                Hyperparameter.SEED,
                seed)),
        DATASET);
  }

  private static final class BusyTrainer implements TrialTrainer {
    private static final long serialVersionUID = 1L;

    /** The spans of all trials. The queue is shared, because tasks run in this process. */
    static final Queue<Span> SPANS = new ConcurrentLinkedQueue<>();

    private final int millis;

    BusyTrainer(int millis) {
      this.millis = millis;
    }

    @Override
    public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
      long begin = System.nanoTime();
      long end = begin + millis * 1_000_000L;
      TrainingOutcome outcome =
          Results.ok(trial.hyperparameters().seed()).ending().training().orElseThrow();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      SPANS.add(new Span(begin, System.nanoTime()));
      return outcome;
    }

    @Override
    public EngineVersion engine() {
      return new EngineVersion("busy", "1", "none", "any-cpu");
    }
  }
}
