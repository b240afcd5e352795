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

/** Follows the tasks of one job group, by their place in the stage of its job. */
public final class SweepTasks extends SparkListener {
  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String group;
  private final AtomicInteger running = new AtomicInteger();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final List<Span> spans = new ArrayList<>();
  private volatile IntConsumer started = place -> {};

  public SweepTasks(String group) {
    this.group = group;
  }

  /** When a task was on a core, milliseconds since 1970 by the driver's clock. */
  public record Span(long launched, long finished) {}

  /** Whom to tell of the tasks of the job to come. */
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

  /** How many run now, as far as Spark's listener bus has told. */
  public int running() {
    return running.get();
  }

  /** Of every task that has ended, as far as Spark's listener bus has told. */
  public List<Span> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }
}
