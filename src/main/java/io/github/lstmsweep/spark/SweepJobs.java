package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.task.SweepTasks;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.spark.task.TaskOrder;
import io.github.lstmsweep.spark.task.TrialTask;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The Spark jobs of a sweep. Several may run at a time; Spark begins the tasks of an earlier job
 * first. Trials that another driver has are requested again until they have their rows.
 */
final class SweepJobs {
  /** The pause before the trials of another driver are requested again. It doubles each time. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

  private final JavaSparkContext spark;
  private final TrialTable table;
  private final Plan plan;
  private final SweepTasks tasks;
  private final SweepProgress progress;
  private final List<Job> running = new ArrayList<>();
  private final List<Job> paused = new ArrayList<>();

  /** The trials without a row that a job has, running or paused. */
  private final Map<TrialId, Job> inWork = new HashMap<>();

  private int submitted;

  SweepJobs(
      JavaSparkContext spark,
      TrialTable table,
      Plan plan,
      SweepTasks tasks,
      SweepProgress progress) {
    this.spark = spark;
    this.table = table;
    this.plan = plan;
    this.tasks = tasks;
    this.progress = progress;
  }

  /**
   * How trials become tasks.
   *
   * @param name of the sweep
   * @param task makes the task of a round
   * @param packs how trials of one shape share a task
   */
  record Plan(String name, Function<SweepWork.Round, TrialTask> task, TaskOrder.Packs packs) {}

  /** Some trials of a round that were requested together. */
  private static final class Job {
    private final SweepWork.Round round;
    private final List<Trial> trials;
    private final Duration pause;
    private JavaFutureAction<Void> action; // null before the submission
    private int number;
    private int size;
    private long due;

    Job(SweepWork.Round round, List<Trial> trials, Duration pause) {
      this.round = round;
      this.trials = trials;
      this.pause = pause;
    }
  }

  SweepProgress progress() {
    return progress;
  }

  /** Trains the trials of a round. */
  void submit(SweepWork.Round round) {
    submit(new Job(round, round.trials(), FIRST_PAUSE), "");
  }

  private void submit(Job job, String why) {
    List<TrialGroup> groups =
        TaskOrder.of(
            new SweepWork.Round(job.trials, job.round.ranges(), job.round.first()),
            table.claims().markers(),
            Math.max(1, spark.defaultParallelism()),
            plan.packs());
    job.number = submitted++;
    job.size = groups.size();
    job.trials.forEach(trial -> inWork.put(trial.id(), job));
    progress.requested(job.trials, job.number);
    tasks.onStart(
        job.number,
        place -> groups.get(place).trials().forEach(t -> progress.started(t, job.number)));
    spark.setLocalProperty(SweepTasks.JOB, String.valueOf(job.number));
    spark.setJobDescription(plan.name() + ": train " + job.trials.size() + " trials" + why);
    job.action =
        spark.parallelize(groups, groups.size()).foreachAsync(plan.task().apply(job.round));
    running.add(job);
  }

  /** Returns whether a job has ended, or has to be requested again. */
  boolean hasNews() {
    return running.stream().anyMatch(job -> job.action.isDone())
        || paused.stream().anyMatch(job -> System.nanoTime() - job.due >= 0);
  }

  /**
   * Takes note of the jobs that have ended, and requests again what another driver had.
   *
   * @throws ExecutionException if Spark gave up a job
   */
  void settle() throws ExecutionException, InterruptedException {
    for (Job job : List.copyOf(running)) {
      if (job.action.isDone()) {
        job.action.get();
        progress.handOn();
        running.remove(job);
        pause(job);
      }
    }
    for (Job job : List.copyOf(paused)) {
      if (System.nanoTime() - job.due >= 0) {
        paused.remove(job);
        submit(job, ", asked for again");
      }
    }
  }

  private void pause(Job ended) {
    forgetFinished();
    List<Trial> left = ended.trials.stream().filter(t -> inWork.get(t.id()) == ended).toList();
    if (!left.isEmpty()) {
      Duration pause = ended.pause;
      Job again =
          new Job(
              ended.round,
              left,
              pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause);
      again.due = System.nanoTime() + pause.toNanos();
      left.forEach(trial -> inWork.put(trial.id(), again));
      paused.add(again);
    }
  }

  private void forgetFinished() {
    inWork.keySet().removeIf(progress::isFinished);
  }

  /** Returns the part of a round that no job has. */
  SweepWork.Round fresh(SweepWork.Round round) {
    forgetFinished();
    return new SweepWork.Round(
        round.trials().stream().filter(trial -> !inWork.containsKey(trial.id())).toList(),
        round.ranges(),
        round.first());
  }

  /** Returns whether no trial is in work. */
  boolean isEmpty() {
    return running.isEmpty() && paused.isEmpty();
  }

  /** Returns whether Spark has a job that has not ended. */
  boolean areRunning() {
    return running.stream().anyMatch(job -> !job.action.isDone());
  }

  /** Returns the number of tasks that wait for a core. */
  int waiting() {
    return running.stream().mapToInt(job -> job.size - tasks.started(job.number)).sum();
  }

  /** Forgets all jobs, once they were cancelled. */
  void clear() {
    running.clear();
    paused.clear();
    inWork.clear();
  }
}
