package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.trial.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the events of a run as JSON. */
final class JsonDisplay implements Display {
  private static final double HEARTBEAT_SECONDS = 10;

  private final JsonEvents events;
  private final SweepState state;
  private final Supplier<Double> elapsed;
  private final Map<String, Integer> epochs = new HashMap<>(); // the last written one of each trial
  private double lastHeartbeat;

  JsonDisplay(JsonEvents events, SweepState state, Supplier<Double> elapsed) {
    this.events = events;
    this.state = state;
    this.elapsed = elapsed;
  }

  @Override
  public void round(int number, int trials) {
    epochs.clear();
    events.write("round", new JsonEvents.Fields().with("round", number).with("trials", trials));
  }

  @Override
  public void started(Trial trial) {
    events.write(
        "trial_started",
        new JsonEvents.Fields().with("trial_id", trial.id().hex()).withHyperparameters(trial));
  }

  @Override
  public void progressed(TrialProgress progress) {
    Integer before = epochs.put(progress.trial(), progress.epoch());
    if (before != null && before == progress.epoch()) {
      // An epoch may take minutes. The heartbeat shows that the run lives.
      return;
    }
    events.write(
        "progress",
        new JsonEvents.Fields()
            .with("trial_id", progress.trial())
            .with("epoch", progress.epoch())
            .with("epochs", progress.numEpochs())
            .with("tokens", progress.trainedTokens())
            .with("total_tokens", progress.totalTokens())
            .with("score", progress.validationScore())
            .with("seconds", progress.seconds()));
  }

  @Override
  public void finished(Acknowledgement a, Supplier<SweepView> view) {
    epochs.remove(a.trial());
    JsonEvents.Fields fields =
        new JsonEvents.Fields()
            .with("trial_id", a.trial())
            .with("status", a.status().name())
            .with("score", a.validationScore())
            .with("seconds", a.seconds());
    state.trial(a.id()).ifPresent(trial -> fields.withHyperparameters(trial));
    events.write("trial_finished", fields);
  }

  @Override
  public void tick(Supplier<SweepView> view) {
    if (elapsed.get() - lastHeartbeat < HEARTBEAT_SECONDS) {
      return;
    }
    lastHeartbeat = elapsed.get();
    SweepView now = view.get();
    events.write(
        "heartbeat",
        new JsonEvents.Fields()
            .with("done", now.counts().done())
            .with("running", now.counts().running())
            .with("not_ok", now.counts().notOk())
            .with("trials", now.counts().total())
            .with("tokens_per_second", now.tokensPerSecond())
            .with("elapsed_seconds", now.elapsedSeconds())
            .with("remaining_seconds", now.remainingSeconds())
            .with("best_score", now.best().map(SweepView.Best::score).orElse(Double.NaN)));
  }
}
