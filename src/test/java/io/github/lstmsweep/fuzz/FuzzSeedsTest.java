package io.github.lstmsweep.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the fuzzer's seeds and all of its past findings, without the fuzzer. */
class FuzzSeedsTest {
  private static final Duration MOST_TIME = Duration.ofSeconds(20);

  @TestFactory
  Stream<DynamicContainer> everySeedIsTakenOrRefusedAsDocumented() {
    return Arrays.stream(FuzzTarget.values())
        .map(
            target ->
                DynamicContainer.dynamicContainer(
                    target.key(),
                    target.seeds().entrySet().stream().map(seed -> test(target, seed))));
  }

  private static DynamicTest test(FuzzTarget target, Map.Entry<String, byte[]> seed) {
    return DynamicTest.dynamicTest(
        seed.getKey(),
        () -> {
          boolean taken =
              assertTimeoutPreemptively(MOST_TIME, () -> Limits.takes(target, seed.getValue()));
          if (seed.getKey().startsWith(FuzzTarget.REAL)) {
            assertThat(taken).as("%s takes %s", target.key(), seed.getKey()).isTrue();
          }
        });
  }

  /** A target that refuses everything would otherwise pass. */
  @ParameterizedTest
  @EnumSource
  void everyTargetHasSeedsThatItTakesAndSomeThatItRefuses(FuzzTarget target) throws Exception {
    boolean takes = false;
    boolean refuses = false;
    for (byte[] seed : target.seeds().values()) {
      boolean taken = target.takes(seed);
      takes |= taken;
      refuses |= !taken;
    }
    assertThat(takes).as("takes one").isTrue();
    assertThat(refuses).as("refuses one").isTrue();
  }
}
