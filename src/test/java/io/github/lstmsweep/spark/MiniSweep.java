package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.Containment;
import io.github.lstmsweep.attempt.Heap;
import io.github.lstmsweep.attempt.TrialAttempt;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.task.TaskOrder;
import io.github.lstmsweep.spark.task.TrialTask;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the driver and its executor without Spark, which saves a second. It does with a table what
 * {@link SweepRunner} and {@link TrialTask} do, on several threads.
 */
public final class MiniSweep {
  /** A corpus of four tokens. */
  public static final Corpus CORPUS =
      new Corpus(
          "quickstart",
          "ab".repeat(32),
          "char",
          Vocabulary.of(List.of("a", "b")),
          new int[] {1, 2, 1, 2});

  private final TrialTable table;
  private final TrialTrainer trainer;
  private final int threads;
  private final Duration timeout;

  /** Trains with {@code trainer} into {@code table}; {@code timeout} is the limit of each trial. */
  public MiniSweep(TrialTable table, TrialTrainer trainer, int threads, Duration timeout) {
    this.table = table;
    this.trainer = trainer;
    this.threads = threads;
    this.timeout = timeout;
  }

  /**
   * Trains good trials and every {@link BadTrainer.Fault}. Arguments: the table, the number of good
   * trials.
   */
  public static void main(String[] args) throws Exception {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
      trials.add(io.github.lstmsweep.result.Results.trial(seed));
    }
    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      trials.add(fault.trial());
    }
    TrialTable table = TrialTable.openOrNew(URI.create(args[0]), StorageSettings.ofThisProcess());
    table.create("name: bad\n");
    new MiniSweep(table, new BadTrainer(), 2, Duration.ofSeconds(5))
        .run(trials)
        .forEach(a -> System.out.println(a.fate() + " " + a.trial() + " " + a.reason()));
    System.exit(0);
  }

  /** Trains the trials without a row and returns their acknowledgements. */
  public List<Acknowledgement> run(List<Trial> trials) throws Exception {
    String run = UUID.randomUUID().toString();
    return run(trials, Claimant.ofThisProcess(run, true), acknowledgement -> {});
  }

  /**
   * Trains the trials without a row as the process {@code self}. Passes each acknowledgement to
   * {@code heard} and returns all of them.
   */
  public List<Acknowledgement> run(
      List<Trial> trials, Claimant self, Consumer<Acknowledgement> heard) throws Exception {
    Set<TrialId> finished = table.finished();
    return groups(
        TaskOrder.of(
            trials.stream().filter(t -> !finished.contains(t.id())).toList(),
            table.claims().markers(),
            threads,
            TaskOrder.Packs.NONE),
        self,
        heard);
  }

  /**
   * Trains trials as an executor does after a driver sent them. Passes each acknowledgement to
   * {@code heard} and returns all of them.
   */
  public List<Acknowledgement> train(
      List<Trial> trials, Claimant self, Consumer<Acknowledgement> heard) throws Exception {
    return groups(TaskOrder.of(trials, Map.of(), threads, TaskOrder.Packs.NONE), self, heard);
  }

  private List<Acknowledgement> groups(
      List<TrialGroup> groups, Claimant self, Consumer<Acknowledgement> heard) throws Exception {
    Heap heap = Heap.ofThisProcess();
    TrialAttempt attempt =
        new TrialAttempt(
            table,
            heap,
            self,
            new Containment(
                trainer,
                heap,
                new Cores(threads),
                new Containment.Limits(Optional.of(timeout), Duration.ofSeconds(1))),
            new TrialAttempt.Name("a-sweep", 1));
    ExecutorService cores = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Acknowledgement>> tasks = new ArrayList<>();
      for (TrialGroup group : groups) {
        for (Trial trial : group.trials()) {
          tasks.add(
              cores.submit(
                  () -> {
                    Acknowledgement a = attempt.train(trial, CORPUS, () -> {}).publish();
                    heard.accept(a);
                    return a;
                  }));
        }
      }
      List<Acknowledgement> acknowledgements = new ArrayList<>();
      for (Future<Acknowledgement> task : tasks) {
        acknowledgements.add(task.get());
      }
      return acknowledgements;
    } finally {
      cores.shutdownNow();
      cores.awaitTermination(1, TimeUnit.MINUTES);
    }
  }
}
