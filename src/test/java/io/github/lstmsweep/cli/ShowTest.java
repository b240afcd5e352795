package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.format.Show;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "4.21, 4.2 s",
    "9.996, 10 s",
    "59.94, 60 s",
    "59.96, 1 min 00 s",
    "200, 3 min 20 s",
    "3599.6, 1 h 00 min",
    "7500, 2 h 05 min",
    "259200, 3 days"
  })
  void secondsInTheUnitThatFits(double seconds, String text) {
    assertThat(Show.seconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1250, 1.25 k", "15200000, 15.2 M", "1.118e12, 1.12 T"})
  void bigNumbersHaveAPrefix(double value, String text) {
    assertThat(Show.scaled(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.01",
    "10, 10",
    "Infinity, inf",
    "1e-7, 1e-7",
    "1e30, 1e30",
    "1.5e30, 1.5e30",
    "1e6, 1e6",
    "2.5e6, 2.5e6",
    "1234567, 1234567",
    "10000, 10000",
    "0.0001, 0.0001",
    "0, 0"
  })
  void parametersReadAsInTheSpecification(double value, String text) {
    assertThat(Show.parameter(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"7.52031, 7.5203", "4600.123, 4600.12"})
  void perplexitiesHaveFourDecimalsWhileSmall(double value, String text) {
    assertThat(Show.score(value)).isEqualTo(text);
  }
}
