package io.github.lstmsweep.spark.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Follows the tasks of one job group. A task is known by its index in the stage of its job. */
public final class SweepTasks extends SparkListener {
  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String group;
  private final AtomicInteger running = new AtomicInteger();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final List<Span> spans = new ArrayList<>();
  private volatile IntConsumer started = place -> {};

  /** Follows the tasks of the job group with this id. */
  public SweepTasks(String group) {
    this.group = group;
  }

  /** The time that a task was on a core, in milliseconds since 1970 by the driver's clock. */
  public record Span(long launched, long finished) {}

  /** Sets the listener of the next job. It receives the index of each task that starts. */
  public void onStart(IntConsumer listener) {
    started = listener;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (submitted.properties() != null
        && group.equals(submitted.properties().getProperty(JOB_GROUP))) {
      stages.add(submitted.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      running.incrementAndGet();
      started.accept(task.taskInfo().index());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId())) {
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
