package io.github.lstmsweep.spark;

import io.github.lstmsweep.trial.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes what Spark's own threads tell and hands it to the listener on the thread that waits for the
 * sweep, so that a slow listener never holds up the scheduler.
 */
final class SweepProgress {
  private final List<Trial> trials;
  private final SweepListener listener;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  // Only the waiting thread touches it.
  private final Set<String> finished = new HashSet<>();

  SweepProgress(List<Trial> trials, SweepListener listener) {
    this.trials = trials;
    this.listener = listener;
  }

  /** Called by Spark's listener bus. */
  void taskStarted(int place) {
    Trial trial = trials.get(place);
    events.add(
        () -> {
          // The bus may be later than the row.
          if (!finished.contains(trial.id().hex())) {
            listener.started(trial);
          }
        });
  }

  /** Called by Spark's scheduler. */
  void rowPublished(Acknowledgement acknowledgement) {
    events.add(
        () -> {
          if (finished.add(acknowledgement.trial())) {
            listener.finished(acknowledgement);
          }
        });
  }

  /** Hands on everything that has come, and waits at most so long for the first. */
  void handOn(long waitMillis) throws InterruptedException {
    Runnable event = events.poll(waitMillis, TimeUnit.MILLISECONDS);
    while (event != null) {
      event.run();
      event = events.poll();
    }
  }

  /** Hands on everything that has come, and waits for nothing. */
  void handOn() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  void tick() {
    listener.tick();
  }

  SweepEnd end(SweepEnd.Reason reason) {
    return new SweepEnd(reason, finished.size(), trials.size() - finished.size());
  }
}
