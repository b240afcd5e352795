package io.github.lstmsweep.trial.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final TrialId ID = new TrialId("0123456789abcdef0123456789abcdef");

  /** The known answers of Random123 1.09, {@code kat_vectors}, philox4x32 10 rounds. */
  @Test
  void philoxGivesTheKnownAnswersOfRandom123() {
    assertThat(philox(new int[] {0, 0, 0, 0}, 0, 0))
        .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertThat(philox(new int[] {-1, -1, -1, -1}, -1, -1))
        .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertThat(
            philox(
                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void aStreamIsTheSameEveryTime() {
    assertThat(first(RandomStream.of(ID, Purpose.INIT)))
        .isEqualTo(first(RandomStream.of(ID, Purpose.INIT)));
  }

  @Test
  void streamsOfOtherPurposesAndTrialsDiffer() {
    TrialId other = new TrialId("1123456789abcdef0123456789abcdef");
    assertThat(first(RandomStream.of(ID, Purpose.INIT)))
        .isNotEqualTo(first(RandomStream.of(ID, Purpose.SHUFFLE)))
        .isNotEqualTo(first(RandomStream.of(other, Purpose.INIT)));
  }

  @Test
  void nextBelowReachesEveryNumberBelowItsBoundAboutEquallyOften() {
    RandomStream random = RandomStream.of(ID, Purpose.SHUFFLE);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextBelow(7)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void seedsTellTheStreamsOfOnePurposeApart() {
    assertThat(first(RandomStream.of(ID, Purpose.TEXT, 1)))
        .isEqualTo(first(RandomStream.of(ID, Purpose.TEXT, 1)))
        .isNotEqualTo(first(RandomStream.of(ID, Purpose.TEXT, 2)))
        .isNotEqualTo(first(RandomStream.of(ID, Purpose.TEXT)));
  }

  @Test
  void nextUnitIsTwoDrawsBelowOne() {
    RandomStream bits = RandomStream.of(ID, Purpose.TEXT);
    RandomStream random = RandomStream.of(ID, Purpose.TEXT);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double expected = ((bits.nextInt() >>> 6) + (bits.nextInt() >>> 5) * 0x1p-27) * 0x1p-26;
      double drawn = random.nextUnit();
      assertThat(drawn).isEqualTo(expected).isBetween(0.0, Math.nextDown(1.0));
      sum += drawn;
    }
    assertThat(sum / 10_000).isCloseTo(0.5, within(0.015));
  }

  @Test
  void nextUniformStaysInsideItsBoundAndIsCentred() {
    RandomStream random = RandomStream.of(ID, Purpose.INIT);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      float x = random.nextUniform(0.25f);
      assertThat(x).isBetween(-0.25f, 0.25f);
      sum += x;
      squares += x * x;
    }
    assertThat(sum / n).isBetween(-0.002, 0.002);
    assertThat(squares / n).isBetween(0.0205, 0.0212); // 0.25² / 3 = 0.02083
  }

  private static int[] philox(int[] counter, int key0, int key1) {
    Philox.block(counter, key0, key1);
    return counter;
  }

  private static int[] first(RandomStream random) {
    int[] words = new int[10];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt();
    }
    return words;
  }
}
