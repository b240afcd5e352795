package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishingQueueTest {
  private final List<Acknowledgement> acknowledged = new ArrayList<>();
  private final PublishingQueue queue = new PublishingQueue(acknowledged::add);

  @Test
  void aRowIsPublishedFromWhenTheNextTrialTrainsAndAcknowledgedWhenThatIsOver() throws Exception {
    Row first = new Row(1);
    Row second = new Row(2);
    queue.add(first);
    assertThat(first.begun.await(50, TimeUnit.MILLISECONDS)).as("before the next trains").isFalse();
    queue.begin();
    first.awaitBegun();
    first.finish.countDown();
    assertThat(acknowledged).isEmpty();
    queue.add(second);
    assertThat(acknowledged).containsExactly(first.acknowledgement());
    second.finish.countDown();
    queue.end();
    assertThat(acknowledged).containsExactly(first.acknowledgement(), second.acknowledgement());
  }

  @Test
  void aRowThatTakesLongerThanTheNextTrialDoesNotHoldUpThatOnesRow() throws Exception {
    Row slow = new Row(1);
    Row second = new Row(2);
    queue.add(slow);
    queue.begin();
    slow.awaitBegun();
    Thread storage =
        new Thread(
            () -> {
              second.awaitBegun();
              slow.finish.countDown();
            });
    storage.start();
    queue.add(second);
    storage.join();
    second.finish.countDown();
    queue.end();
    assertThat(acknowledged).containsExactly(slow.acknowledgement(), second.acknowledgement());
  }

  @Test
  void aTaskThatIsToldToStopWhileItWaitsHasItsLastRowOnItsWay() throws Exception {
    Row slow = new Row(1);
    Row second = new Row(2);
    queue.add(slow);
    queue.begin();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> queue.add(second)).isInstanceOf(InterruptedException.class);
    second.awaitBegun();
    second.finish.countDown();
    slow.finish.countDown();
    queue.end();
    assertThat(acknowledged).containsExactly(slow.acknowledgement(), second.acknowledgement());
  }

  /** A row that is published once the test allows it. */
  private static final class Row implements TrialAttempt.Unpublished {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final long seed;

    Row(long seed) {
      this.seed = seed;
    }

    Acknowledgement acknowledgement() {
      return Acknowledgement.taken(Results.trial(seed).id());
    }

    void awaitBegun() {
      await(begun);
    }

    @Override
    public Acknowledgement publish() {
      begun.countDown();
      await(finish);
      return acknowledgement();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(10, TimeUnit.SECONDS)) {
          throw new IllegalStateException("it did not come");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
