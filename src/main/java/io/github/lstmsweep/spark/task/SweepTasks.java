package io.github.lstmsweep.spark.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Follows the tasks of one job group. A job has the number that its submitter gives it. A task is
 * known by its index in the stage of its job.
 */
public final class SweepTasks extends SparkListener {
  /** The local property of Spark that has the number of a job. */
  public static final String JOB = "lstmsweep.job";

  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String group;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
  private final Map<Integer, Job> stages = new ConcurrentHashMap<>();
  private final List<Span> spans = new ArrayList<>();

  /** The listener of a job's tasks, and the tasks that have started. */
  private record Job(IntConsumer listener, Set<Integer> started) {}

  /** Follows the tasks of the job group with this id. */
  public SweepTasks(String group) {
    this.group = group;
  }

  /** The time that a task was on a core, in milliseconds since 1970 by the driver's clock. */
  public record Span(long launched, long finished) {}

  /** Sets the listener of a job before its submission. It receives the index of each task. */
  public void onStart(int job, IntConsumer listener) {
    jobs.put(job, new Job(listener, ConcurrentHashMap.newKeySet()));
  }

  /** Returns the number of a job's tasks that have started, according to Spark's listener bus. */
  public int started(int job) {
    return jobs.get(job).started().size();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (submitted.properties() != null
        && group.equals(submitted.properties().getProperty(JOB_GROUP))) {
      int job = Integer.parseInt(submitted.properties().getProperty(JOB));
      stages.put(submitted.stageInfo().stageId(), jobs.get(job));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    Job job = stages.get(task.stageId());
    if (job != null) {
      running.incrementAndGet();
      job.started().add(task.taskInfo().index());
      job.listener().accept(task.taskInfo().index());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.containsKey(task.stageId())) {
      synchronized (spans) {
        spans.add(new Span(task.taskInfo().launchTime(), task.taskInfo().finishTime()));
      }
      running.decrementAndGet();
    }
  }

  /** Returns the number of running tasks, according to Spark's listener bus. */
  public int running() {
    return running.get();
  }

  /** Returns the span of every ended task, according to Spark's listener bus. */
  public List<Span> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }
}
