package io.github.lstmsweep.search.rule.around;

import io.github.lstmsweep.search.rule.Trainees;
import io.github.lstmsweep.search.rule.model.Forecast;
import java.util.List;

/** Trials that others know. A rule around a rule sees what is asked for, and changes nothing. */
abstract class DelegatingTrainees implements Trainees {
  private final Trainees trainees;

  DelegatingTrainees(Trainees trainees) {
    this.trainees = trainees;
  }

  @Override
  public final int size() {
    return trainees.size();
  }

  @Override
  public final int included() {
    return trainees.included();
  }

  @Override
  public final int epochs() {
    return trainees.epochs();
  }

  @Override
  public final int epochs(int trial) {
    return trainees.epochs(trial);
  }

  @Override
  public final double[] place(int trial) {
    return trainees.place(trial);
  }

  @Override
  public final long seed(int trial) {
    return trainees.seed(trial);
  }

  @Override
  public final double epochSeconds(int trial) {
    return trainees.epochSeconds(trial);
  }

  @Override
  public final double epochTokens(int trial) {
    return trainees.epochTokens(trial);
  }

  @Override
  public final void hear(List<Forecast> lastScores) {
    trainees.hear(lastScores);
  }

  @Override
  public double[] train(List<Integer> trials, int epoch) {
    return trainees.train(trials, epoch);
  }

  @Override
  public double[] trainEach(List<Integer> trials, List<Integer> epochs) {
    return trainees.trainEach(trials, epochs);
  }

  @Override
  public double trainFirst(List<Integer> trials, List<Integer> epochs) {
    return trainees.trainFirst(trials, epochs);
  }

  @Override
  public double scoreAfter(int trial, int epoch) {
    return trainees.scoreAfter(trial, epoch);
  }

  @Override
  public boolean isStopped(int trial) {
    return trainees.isStopped(trial);
  }

  @Override
  public final void explain(int trial, String reason) {
    trainees.explain(trial, reason);
  }
}
