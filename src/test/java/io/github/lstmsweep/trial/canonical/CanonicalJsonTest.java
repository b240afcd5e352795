package io.github.lstmsweep.trial.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void keysAreSortedAndStringsEscaped() {
    assertThat(CanonicalJson.of(Map.of("b", 1, "a", "x\"\\\n", "B", 2L)))
        .isEqualTo("{\"B\":2,\"a\":\"x\\\"\\\\\\u000a\",\"b\":1}");
  }

  @Test
  void numbersHaveTheirFewestDigits() {
    assertThat(CanonicalJson.number(0.1)).isEqualTo("0.1");
    assertThat(CanonicalJson.number(1)).isEqualTo("1");
    assertThat(CanonicalJson.number(100)).isEqualTo("1E+2");
    assertThat(CanonicalJson.number(2e-3)).isEqualTo("0.002");
    assertThat(CanonicalJson.number(Double.parseDouble("2e23"))).isEqualTo("2E+23");
    assertThat(CanonicalJson.number(Double.MIN_VALUE)).isEqualTo("5E-324");
    assertThat(CanonicalJson.number(1.0 / 3)).isEqualTo("0.3333333333333333");
    assertThat(CanonicalJson.number(Double.POSITIVE_INFINITY)).isEqualTo("\"inf\"");
  }

  @Test
  void everyNumberReadsBackAsItselfAndIsNeverLongerThanTheJdks() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (i % 2 == 0) {
        value = random.nextInt(100_000) / Math.pow(10, random.nextInt(12));
      }
      if (Double.isFinite(value)) {
        String text = CanonicalJson.number(value);
        assertThat(Double.parseDouble(text)).as("seed %d, number %d", seed, i).isEqualTo(value);
        assertThat(new BigDecimal(text).precision())
            .as("seed %d, %s", seed, text)
            .isLessThanOrEqualTo(
                new BigDecimal(Double.toString(value)).stripTrailingZeros().precision());
      }
    }
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("a", true)))
        .hasMessage("Cannot write true as canonical JSON");
  }
}
