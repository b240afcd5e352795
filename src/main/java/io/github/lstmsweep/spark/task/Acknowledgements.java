package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.Acknowledgement;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.util.AccumulatorV2;

/**
 * Carries acknowledgements from tasks to the driver. The driver receives each as soon as its task
 * has ended. The driver's own copy keeps only their count. Spark's pages show the value of each
 * task, so it names the trials.
 */
public final class Acknowledgements extends AccumulatorV2<Acknowledgement, String> {
  /** The name on Spark's pages. */
  public static final String NAME = "trials";

  private static final int SHOWN = 5;
  private static final int ID_DIGITS = 8;

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
  public void merge(AccumulatorV2<Acknowledgement, String> other) {
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

  /** Returns the trials of a task with their statuses, or their count for the driver's copy. */
  @Override
  public synchronized String value() {
    if (pending.isEmpty()) {
      return count + " ended";
    }
    String shown =
        pending.stream()
            .limit(SHOWN)
            .map(Acknowledgements::shown)
            .collect(Collectors.joining(", "));
    return pending.size() > SHOWN ? shown + " and " + (pending.size() - SHOWN) + " more" : shown;
  }

  private static String shown(Acknowledgement a) {
    return a.trial().substring(0, ID_DIGITS) + " " + (a.hasRow() ? a.status() : a.fate());
  }

  /** Keeps the task from adding while a heartbeat of its executor writes this. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  private synchronized List<Acknowledgement> pending() {
    return List.copyOf(pending);
  }
}
