package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapTest {
  private final Heap heap = new Heap(100);

  @Test
  void trialsThatFitTogetherRunTogetherAndKnowOfIt() throws Exception {
    Heap.Share first = heap.take(60);
    assertThat(first.hadCompany()).isFalse();
    Heap.Share second = heap.take(40);
    assertThat(first.hadCompany()).isTrue();
    assertThat(second.hadCompany()).isTrue();
    first.close();
    second.close();
    assertThat(heap.take(100).hadCompany()).isFalse();
  }

  @Test
  void aTrialWaitsForItsShareAndOneBehindItForItsTurn() throws Exception {
    Heap.Share first = heap.take(60);
    CompletableFuture<Heap.Share> second = later(() -> heap.take(50));
    awaitQueued(1);
    CompletableFuture<Heap.Share> third = later(() -> heap.take(1));
    awaitQueued(2);
    assertThat(second).isNotDone();
    assertThat(third).as("one that would fit does not pass by").isNotDone();
    first.close();
    assertThat(second.get(10, TimeUnit.SECONDS).isAlone()).isFalse();
    assertThat(third.get(10, TimeUnit.SECONDS).isAlone()).isFalse();
  }

  @Test
  void aloneMeansThatNoOtherRuns() throws Exception {
    Heap.Share first = heap.take(0);
    CompletableFuture<Heap.Share> alone = later(heap::takeAll);
    awaitQueued(1);
    CompletableFuture<Heap.Share> after = later(() -> heap.take(0));
    awaitQueued(2);
    assertThat(alone).isNotDone();
    first.close();
    Heap.Share all = alone.get(10, TimeUnit.SECONDS);
    assertThat(all.isAlone()).isTrue();
    assertThat(after).isNotDone();
    all.close();
    all.close();
    after.get(10, TimeUnit.SECONDS).close();
    assertThat(all.hadCompany()).isFalse();
  }

  @Test
  void whoMustWaitDoesBeforeWhatOthersWaitFor() throws Exception {
    boolean[] done = new boolean[1];
    Heap.Share first = heap.take(60, () -> done[0] = true);
    assertThat(done[0]).as("it need not wait").isFalse();
    heap.take(50, first::close).close();
  }

  @Test
  void whatAllTrialsReadIsKeptFromThem() {
    heap.share(30);
    heap.share(20);
    assertThat(heap.bytes()).isEqualTo(70);
    assertThatThrownBy(() -> heap.take(71))
        .hasMessage("Cannot take 71 bytes of a heap: must be at most 70");
    heap.share(200);
    assertThat(heap.bytes()).isZero();
  }

  /** Two sweeps of one program: the second loads its corpus while trials of the first wait. */
  @Test
  void whoWaitsWhileTheHeapBecomesSmallerWaitsForNoMoreThanThereIs() throws Exception {
    Heap.Share first = heap.take(60);
    CompletableFuture<Heap.Share> alone = later(heap::takeAll);
    awaitQueued(1);
    CompletableFuture<Heap.Share> large = later(() -> heap.take(90));
    awaitQueued(2);
    heap.share(30);
    first.close();
    Heap.Share all = alone.get(10, TimeUnit.SECONDS);
    assertThat(all.isAlone()).isTrue();
    assertThat(large).isNotDone();
    all.close();
    Heap.Share rest = large.get(10, TimeUnit.SECONDS);
    assertThat(rest.hadCompany()).isFalse();
    CompletableFuture<Heap.Share> small = later(() -> heap.take(1));
    awaitQueued(1);
    rest.close();
    small.get(10, TimeUnit.SECONDS).close();
    assertThat(heap.take(70).hadCompany()).as("all is given back").isFalse();
  }

  @Test
  void moreThanThereIsIsRefused() {
    assertThatThrownBy(() -> heap.take(101))
        .hasMessage("Cannot take 101 bytes of a heap: must be at most 100");
  }

  private interface Take {
    Heap.Share now() throws InterruptedException;
  }

  private static CompletableFuture<Heap.Share> later(Take take) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return take.now();
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        work -> new Thread(work).start());
  }

  private void awaitQueued(int waiting) throws InterruptedException {
    while (heap.waiting() != waiting) {
      Thread.sleep(1);
    }
  }
}
