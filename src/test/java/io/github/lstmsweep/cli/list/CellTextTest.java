package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7.714916580693412,7.71492",
    "1234567.8,1234570",
    "0.5,0.5",
    "3e-7,3e-7",
    "1.23456789e12,1.23457e12",
    "-0.25,-0.25"
  })
  void numbersHaveSixDigits(double value, String text) {
    assertThat(CellText.number(value)).isEqualTo(text);
  }

  @Test
  void everyKindOfColumnHasAText() {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "lr", 1e-7, "seed", 12L, "sample", "a\nb", "started_at", 1_767_323_045_123_456L));
    assertThat(text("lr", values)).isEqualTo("1e-7");
    assertThat(text("seed", values)).isEqualTo("12");
    assertThat(text("sample", values)).isEqualTo("a\u23ceb");
    assertThat(text("started_at", values)).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(text("host", values)).isEqualTo("-");
  }

  private static String text(String name, Map<String, Object> values) {
    Column<?> column =
        ResultSchema.columns().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow();
    return CellText.of(column, values);
  }
}
