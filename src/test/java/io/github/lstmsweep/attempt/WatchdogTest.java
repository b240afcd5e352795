package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final TrainingOutcome OUTCOME =
      new TrainingOutcome(
          TrialStatus.DIVERGED,
          "for a test",
          List.of(),
          Optional.empty(),
          new TrainingOutcome.Timing(0, 0, 0, 0));
  private static final Duration GRACE = Duration.ofMillis(10);

  @Test
  void whatATrainingGivesOrThrowsIsHandedOn() throws Exception {
    assertThat(Watchdog.run(() -> OUTCOME, limit(1_000), GRACE)).isSameAs(OUTCOME);
    assertThat(Watchdog.run(() -> OUTCOME, Deadline.in(Optional.empty()), GRACE)).isSameAs(OUTCOME);
    StackOverflowError error = new StackOverflowError();
    assertThatThrownBy(
            () ->
                Watchdog.run(
                    () -> {
                      throw error;
                    },
                    limit(1_000),
                    GRACE))
        .isSameAs(error);
  }

  /** A long holds 292 years in nanoseconds, so longer limits would overflow. */
  @Test
  void aLimitLongerThanAClockCountsNeverPasses() throws Exception {
    for (Duration limit :
        List.of(Duration.ofHours(9_999_999), Duration.ofSeconds(Long.MAX_VALUE))) {
      Deadline deadline = Deadline.in(Optional.of(limit));
      assertThat(deadline.passed()).isFalse();
      assertThat(Watchdog.run(() -> OUTCOME, deadline, GRACE)).isSameAs(OUTCOME);
    }
  }

  @Test
  void oneThatHearsNeitherDeadlineNorInterruptIsLeftBehind() {
    AtomicBoolean over = new AtomicBoolean();
    try {
      assertThatThrownBy(() -> Watchdog.run(() -> spin(over), limit(10), GRACE))
          .isInstanceOf(HungException.class)
          .hasMessage(
              "timed out after 0.01 s (timeout.trial); it did not stop within 2.01 s more, nor when"
                  + " it was interrupted: its thread was left behind and may keep a core busy")
          .satisfies(
              e ->
                  assertThat(e.getStackTrace())
                      .anyMatch(frame -> frame.getMethodName().equals("spin")));
    } finally {
      over.set(true);
    }
  }

  @Test
  void oneThatHearsTheInterruptHasTimedOutAllTheSame() {
    assertThatThrownBy(() -> Watchdog.run(WatchdogTest::sleep, limit(10), GRACE))
        .isInstanceOf(HungException.class)
        .hasMessage(
            "timed out after 0.01 s (timeout.trial); it did not stop within 0.01 s more, until it"
                + " was interrupted");
  }

  @Test
  void aTaskThatIsToldToStopStopsItsTraining() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread task =
        new Thread(
            () -> {
              try {
                Watchdog.run(
                    () -> {
                      began.countDown();
                      return sleep();
                    },
                    Deadline.in(Optional.empty()),
                    GRACE);
              } catch (Throwable e) {
                seen.set(e);
              }
            });
    task.start();
    began.await();
    task.interrupt();
    task.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
  }

  private static Deadline limit(int millis) {
    return Deadline.in(Optional.of(Duration.ofMillis(millis)));
  }

  private static TrainingOutcome spin(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
    return OUTCOME;
  }

  private static TrainingOutcome sleep() {
    try {
      Thread.sleep(60_000);
      return OUTCOME;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }
}
