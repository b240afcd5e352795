package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows the progress of a run: the trials that have a row, those in training, the best score and
 * the remaining time. Rows of earlier runs count too. Thread-safe. After {@link #close} it shows
 * nothing, so that a thread which is late cannot write into later output.
 */
public final class Progress implements AutoCloseable {
  private final SweepState state;
  private final Display display;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private Optional<StderrGuard> guard = Optional.empty();
  private boolean closed;

  /** Makes the display of a run, from its state and its clock in seconds. */
  interface DisplayMaker {
    Display make(SweepState state, Supplier<Double> elapsed);
  }

  /** Starts the clock, which counts nanoseconds. */
  Progress(DisplayMaker display, RunWork work, LongSupplier nanoTime) {
    this.state = new SweepState(work);
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.display = display.make(state, this::elapsed);
  }

  /** Makes room for everything that this process writes to standard error, until the end. */
  synchronized void guardStandardError() {
    guard = Optional.of(new StderrGuard(this::makeRoom));
  }

  /** Records that a search trains these trials further. */
  public synchronized void round(int number, Schedule schedule) {
    state.round(number, schedule);
    if (!closed) {
      display.round(number, schedule.trials().size());
    }
  }

  /** Records that a trial was sent to a core. */
  public synchronized void started(TrialId id) {
    state.started(id, elapsed());
    if (!closed) {
      state.trial(id).ifPresent(display::started);
    }
  }

  /** Records how far a trial in training has come. */
  public synchronized void progressed(TrialProgress progress) {
    state.progressed(progress, elapsed());
    if (!closed) {
      display.progressed(progress);
    }
  }

  /** Records that a trial has its row, and shows it if that is due. */
  public synchronized void finished(Acknowledgement acknowledgement) {
    state.finished(acknowledgement);
    if (!closed) {
      display.finished(acknowledgement, this::view);
    }
  }

  /** Shows what is due. The caller calls it about once per second. */
  public synchronized void tick() {
    if (!closed) {
      display.tick(this::view);
    }
  }

  /** Makes room for text that others write to the terminal. */
  public synchronized void makeRoom() {
    if (!closed) {
      display.makeRoom();
    }
  }

  /** Leaves the cursor at the start of an empty line. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      display.close();
      guard.ifPresent(StderrGuard::close);
    }
  }

  private SweepView view() {
    return state.view(elapsed());
  }

  private double elapsed() {
    return (nanoTime.getAsLong() - startNanos) / 1e9;
  }
}
