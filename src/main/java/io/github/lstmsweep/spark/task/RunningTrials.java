package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.Gauges;
import io.github.lstmsweep.attempt.TrialGauge;
import io.github.lstmsweep.attempt.TrialProgress;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.spark.util.AccumulatorV2;

/**
 * Tells the driver how far the trials in training have come. Spark sends the accumulators of a
 * running task with each heartbeat of its executor, every {@code spark.executor.heartbeatInterval}.
 * So progress needs no connection of its own. A driver in the process of its executor reads {@link
 * #here} instead, whenever it likes.
 */
// Spark's listeners receive these updates as a Scala collection, whose type differs between Scala
// versions. The arrival itself is the same everywhere, so this class passes the updates on when it
// is read on the driver.
public final class RunningTrials extends AccumulatorV2<TrialGauge, Integer> implements Gauges {
  private static final long serialVersionUID = 1L;

  private static final Set<TrialGauge> HERE = ConcurrentHashMap.newKeySet();
  private static final Map<String, Consumer<List<TrialProgress>>> DRIVERS =
      new ConcurrentHashMap<>();

  private final String run;

  // Null while an object is read: Spark's heartbeat may see it by then.
  private transient List<TrialGauge> gauges = new CopyOnWriteArrayList<>();

  private RunningTrials(String run) {
    this.run = run;
  }

  /**
   * Makes the driver's copy of a run. Spark's threads call {@code driver}, which must not block.
   */
  public static RunningTrials of(String run, Consumer<List<TrialProgress>> driver) {
    DRIVERS.put(run, driver);
    return new RunningTrials(run);
  }

  /** Calls the driver no more. */
  public void close() {
    DRIVERS.remove(run);
  }

  /** Returns the trials in training in this process, of every sweep. */
  public static List<TrialProgress> here() {
    return HERE.stream().map(TrialGauge::read).toList();
  }

  @Override
  public void add(TrialGauge gauge) {
    gauges.add(gauge);
    HERE.add(gauge);
  }

  @Override
  public void remove(TrialGauge gauge) {
    HERE.remove(gauge);
    gauges.remove(gauge);
  }

  @Override
  public boolean isZero() {
    return value() == 0;
  }

  @Override
  public Integer value() {
    List<TrialGauge> known = gauges;
    return known == null ? 0 : known.size();
  }

  @Override
  public RunningTrials copy() {
    RunningTrials copy = new RunningTrials(run);
    copy.gauges.addAll(gauges);
    return copy;
  }

  @Override
  public void reset() {
    gauges.clear();
  }

  /** Does nothing: trials of a task that has ended are no longer in training. */
  @Override
  public void merge(AccumulatorV2<TrialGauge, Integer> other) {}

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(new ArrayList<>(gauges.stream().map(TrialGauge::read).toList()));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    List<TrialProgress> arrived = new ArrayList<>();
    for (Object each : (List<?>) in.readObject()) {
      arrived.add((TrialProgress) each);
    }
    gauges = new CopyOnWriteArrayList<>();
    Consumer<List<TrialProgress>> driver = DRIVERS.get(run);
    if (driver != null && !arrived.isEmpty()) {
      driver.accept(arrived);
    }
  }
}
