package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.Curves;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;

/** Views of a sweep for the tests of displays. */
final class Views {
  static final String CONFIGURATION = "num_steps 32, num_hiddens 64, lr 0.5";

  private static final String ID = "ab".repeat(16);

  private Views() {}

  /** A sweep in the middle: 37 of 100 trials. */
  static SweepView middle() {
    CoarseCurve best = Curves.of(28, 20, 14, 11, 9, 8, 7.5, 7.25);
    CoarseCurve running = Curves.of(28, 21, 16);
    return new SweepView(
        Task.LANGUAGE_MODEL,
        new SweepView.Counts(1, 37, 2, 1, 100),
        0.378,
        1_250_000,
        60,
        200,
        Optional.of(new SweepView.Best(new TrialId(ID), 7.25, CONFIGURATION, best)),
        Optional.of(
            new SweepView.InTraining(
                new TrialProgress(ID, 3, 100, 3, 100, 16, 1, running),
                "num_steps 8, num_hiddens 8, lr 4")));
  }

  /** A sweep that has just begun: nothing is known. */
  static SweepView beginning() {
    return new SweepView(
        Task.LANGUAGE_MODEL,
        new SweepView.Counts(1, 0, 0, 0, 4),
        0,
        Double.NaN,
        0,
        3.5,
        Optional.empty(),
        Optional.empty());
  }
}
