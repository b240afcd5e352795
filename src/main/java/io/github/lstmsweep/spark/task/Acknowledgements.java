package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.Acknowledgement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.util.AccumulatorV2;

/**
 * Carries acknowledgements from tasks to the driver. The driver receives each as soon as its task
 * has ended. The driver's own copy keeps only their count.
 */
public final class Acknowledgements extends AccumulatorV2<Acknowledgement, Long> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Acknowledgement> pending = new ArrayList<>();
  private long count;
  private transient Consumer<Acknowledgement> driver;

  /** Makes the driver's copy. Spark's scheduler calls {@code driver}, which must not block. */
  public Acknowledgements(Consumer<Acknowledgement> driver) {
    this.driver = driver;
  }

  @Override
  public synchronized void add(Acknowledgement acknowledgement) {
    pending.add(acknowledgement);
    count++;
  }

  @Override
  public void merge(AccumulatorV2<Acknowledgement, Long> other) {
    List<Acknowledgement> arrived = ((Acknowledgements) other).pending();
    synchronized (this) {
      count += arrived.size();
    }
    if (driver != null) {
      arrived.forEach(driver);
    } else {
      synchronized (this) {
        pending.addAll(arrived);
      }
    }
  }

  @Override
  public synchronized Acknowledgements copy() {
    Acknowledgements copy = new Acknowledgements(driver);
    copy.pending.addAll(pending);
    copy.count = count;
    return copy;
  }

  @Override
  public synchronized void reset() {
    pending.clear();
    count = 0;
  }

  @Override
  public synchronized boolean isZero() {
    return count == 0;
  }

  @Override
  public synchronized Long value() {
    return count;
  }

  private synchronized List<Acknowledgement> pending() {
    return List.copyOf(pending);
  }
}
