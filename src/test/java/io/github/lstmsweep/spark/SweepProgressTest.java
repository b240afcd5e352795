package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events arrive in another order than they happen, because Spark's threads deliver them. */
class SweepProgressTest {
  private final Trial trial = Results.trial(1);
  private final List<String> heard = new ArrayList<>();
  private final SweepProgress progress =
      new SweepProgress(
          1,
          new SweepListener() {
            @Override
            public void started(Trial started) {
              heard.add("started");
            }

            @Override
            public void finished(Acknowledgement acknowledgement) {
              heard.add("finished");
            }
          });

  @Test
  void aStartThatArrivesAfterTheRowIsToldBeforeIt() {
    progress.requested(List.of(trial), 0);
    progress.acknowledged(row(Acknowledgement.Fate.TRAINED));
    progress.started(trial, 0);
    progress.handOn();
    assertThat(heard).containsExactly("started", "finished");
  }

  @Test
  void aStartOfAnEarlierRoundIsNoneOfTheNextOne() {
    progress.requested(List.of(trial), 0);
    progress.acknowledged(row(Acknowledgement.Fate.TRAINED));
    progress.handOn();
    progress.begin(2, new SweepWork.Round(List.of(trial), Map.of(), List.of()));
    progress.requested(List.of(trial), 1);
    progress.started(trial, 0);
    progress.handOn();
    assertThat(heard).containsExactly("started", "finished");
    progress.started(trial, 1);
    progress.acknowledged(row(Acknowledgement.Fate.TRAINED));
    progress.handOn();
    assertThat(heard).containsExactly("started", "finished", "started", "finished");
    assertThat(progress.rows()).isEqualTo(2);
  }

  @Test
  void aTrialOfALostExecutorStartsAgain() {
    progress.requested(List.of(trial), 0);
    progress.started(trial, 0);
    progress.started(trial, 0);
    progress.handOn();
    assertThat(heard).containsExactly("started", "started");
  }

  @Test
  void aRowOfAnotherDriverHasNoStartHere() {
    progress.requested(List.of(trial), 0);
    progress.acknowledged(row(Acknowledgement.Fate.FOUND));
    progress.handOn();
    assertThat(heard).containsExactly("finished");
  }

  private Acknowledgement row(Acknowledgement.Fate fate) {
    return new Acknowledgement(
        trial.id().hex(), fate, TrialStatus.OK, true, 8, 1, 0, 0, "", "", CoarseCurve.EMPTY);
  }
}
