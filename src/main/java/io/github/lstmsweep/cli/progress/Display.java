package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.trial.Trial;
import java.util.function.Supplier;

/**
 * One way to show the events of a run. {@link Progress} calls it under its lock. A view is only
 * computed if it is asked for, because a large sweep has many events.
 */
interface Display {
  /** Shows nothing. */
  Display NONE = new Display() {};

  /** A search trains some trials further. */
  default void round(int number, int trials) {}

  /** A trial was sent to a core. */
  default void started(Trial trial) {}

  /** A trial in training has come further. */
  default void progressed(TrialProgress progress) {}

  /** A trial has its row. */
  default void finished(Acknowledgement acknowledgement, Supplier<SweepView> view) {}

  /** A second has passed. */
  default void tick(Supplier<SweepView> view) {}

  /** Text of a different origin follows, so the display makes room. */
  default void makeRoom() {}

  /** The run is over. Nothing is shown any more. */
  default void close() {}
}
