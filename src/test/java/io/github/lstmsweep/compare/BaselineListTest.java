package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialId;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineListTest {
  @Test
  void everyBaselineIsAColumnOfTheTable() {
    assertThat(ResultSchema.columns())
        .extracting(Column::name)
        .containsAll(Arrays.stream(Baseline.values()).map(Baseline::column).toList());
  }

  @Test
  void aTextHasNGramsAndTheSizeOfItsVocabulary() {
    TrialRow row =
        row(
            Map.of(
                "status", "OK",
                "vocab_size", 4580L,
                "unigram_perplexity", 17.25,
                "bigram_perplexity", 9.125,
                "trigram_perplexity", 123.4567));
    assertThat(BaselineList.of(row, Baseline::key))
        .isEqualTo("uniform 4,580, unigram 17.2500, bigram 9.1250, trigram 123.457");
    assertThat(BaselineList.of(row, Baseline::phrase))
        .isEqualTo("a uniform guess 4,580, unigrams 17.2500, bigrams 9.1250, trigrams 123.457");
  }

  @Test
  void aSeriesHasForecasts() {
    TrialRow row =
        row(
            Map.of(
                "status",
                "OK",
                "task",
                "time-series",
                "vocab_size",
                28L,
                "noise_rmse",
                0.2,
                "naive_rmse",
                0.3031,
                "linear_rmse",
                0.2341));
    assertThat(BaselineList.of(row, Baseline::key))
        .isEqualTo("noise 0.2000, linear 0.2341, naive 0.3031");
    assertThat(BaselineList.of(row, Baseline::phrase))
        .isEqualTo(
            "a perfect forecast 0.2000, the least-squares linear forecast 0.2341, the previous"
                + " value 0.3031");
  }

  @Test
  void anOlderRowHasFewerOrNone() {
    assertThat(BaselineList.of(row(Map.of("status", "OK", "vocab_size", 28L)), Baseline::key))
        .isEqualTo("uniform 28");
    assertThat(BaselineList.of(row(Map.of("status", "OK")), Baseline::key)).isEmpty();
  }

  private static TrialRow row(Map<String, Object> values) {
    return new TrialRow(new TrialId("0".repeat(32)), values);
  }
}
