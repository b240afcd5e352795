package io.github.lstmsweep.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Follows the tasks of one job group, by their place in the job's single stage. */
final class SweepTasks extends SparkListener {
  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String group;
  private final IntConsumer started;
  private final AtomicInteger running = new AtomicInteger();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();

  SweepTasks(String group, IntConsumer started) {
    this.group = group;
    this.started = started;
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
      running.decrementAndGet();
    }
  }

  /** How many run now, as far as Spark's listener bus has told. */
  int running() {
    return running.get();
  }
}
