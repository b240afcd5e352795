package io.github.lstmsweep.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.TrialGauge;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.EpochPoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spark sends an accumulator to an executor with a task, and back with each heartbeat. */
class RunningTrialsTest {
  private final List<TrialProgress> heard = new ArrayList<>();
  private final RunningTrials driver = RunningTrials.of("a-run", heard::addAll);
  private final TrialGauge gauge = new TrialGauge(Results.trial(1));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void theDriverHearsTheTrialsInTrainingWithEachHeartbeat() throws Exception {
    LocalSpark.context().sc().register(driver);
    RunningTrials executor = sent(driver);
    assertThat(executor.isZero()).as("nothing to send yet").isTrue();

    executor.add(gauge);
    gauge.trained(5);
    gauge.ended(new EpochPoint(1, 3, 2.5, 0.1));
    assertThat(executor.isZero()).isFalse();
    RunningTrials unused = sent(executor);
    gauge.trained(8);
    sent(executor);
    executor.remove(gauge);
    assertThat(executor.isZero()).as("after the end").isTrue();
    sent(executor);

    assertThat(heard).extracting(TrialProgress::trainedTokens).containsExactly(5L, 8L);
    assertThat(heard).extracting(TrialProgress::epoch).containsOnly(1);
    assertThat(heard.get(0).curve().scores()).containsExactly(2.5);
    assertThat(heard.get(0).id()).isEqualTo(Results.trial(1).id());
    assertThat(unused.isZero()).as("the driver keeps nothing").isTrue();
  }

  @Test
  void aDriverThatHasEndedHearsNothing() throws Exception {
    LocalSpark.context().sc().register(driver);
    RunningTrials executor = sent(driver);
    executor.add(gauge);
    driver.close();
    sent(executor);
    executor.remove(gauge);
    assertThat(heard).isEmpty();
  }

  @Test
  void aGaugeIsReadWhileItIsWritten() {
    gauge.trained(1);
    TrialProgress before = gauge.read();
    gauge.trained(2);
    gauge.ended(new EpochPoint(1, 3, 2.5, 0.1));
    assertThat(before.trainedTokens()).isEqualTo(1);
    assertThat(before.validationScore()).isNaN();
    assertThat(gauge.read().validationScore()).isEqualTo(2.5);
    assertThat(before.fraction()).isBetween(0.0, 1.0);
  }

  private static RunningTrials sent(RunningTrials trials)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trials);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (RunningTrials) in.readObject();
    }
  }
}
