package io.github.lstmsweep.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialIdTest {
  private static final Dataset DATASET =
      new Dataset("harbour", "ab".repeat(32), "char", 28, 10_000, 5_000);

  @Test
  void theHashedTextIsSpelledLikeThis() {
    assertThat(
            TrialId.canonicalJson(
                Hyperparameters.of(
                    Map.of(
                        Hyperparameter.NUM_HIDDENS,
                        64,
                        Hyperparameter.LR,
                        0.01,
                        Hyperparameter.GRADIENT_CLIP,
                        Double.POSITIVE_INFINITY,
                        Hyperparameter.CELL,
                        "gru",
                        Hyperparameter.SEED,
                        7)),
                DATASET))
        .isEqualTo(
            "{\"batch_size\":1024,\"cell\":\"gru\",\"corpus_sha256\":\"abababababababababababababababababababababababababababababababab\","
                + "\"gradient_clip\":\"inf\",\"lr\":0.01,\"num_epochs\":100,\"num_hiddens\":64,\"num_steps\":32,\"numerics\":3,"
                + "\"seed\":7,\"task\":\"language-model\",\"tokens\":\"char\",\"train_windows\":10000,\"validation_windows\":5000}");
  }

  @Test
  void theIdOfAConfigurationNeverChanges() {
    assertThat(TrialId.of(Hyperparameters.of(Map.of()), DATASET).hex())
        .isEqualTo("89f71b288fd8bd40640dfa05c36386d2");
  }

  /** A table that is older than these hyperparameters must keep its ids. */
  @Test
  void hyperparametersThatCameLaterAreLeftOutAtTheirDefault() {
    assertThat(TrialId.canonicalJson(Hyperparameters.of(Map.of()), DATASET))
        .doesNotContain("cell", "num_layers", "hidden_activation", "dropout", "optimizer")
        .doesNotContain("weight_decay", "keep", "min_freq")
        .contains("gradient_clip", "seed");
  }

  /**
   * A table that is older than the different forms must keep its ids, whatever its text and its
   * tokens.
   */
  @Test
  void theFormAndTheSampleOfD2lAreLeftOut() {
    String json = TrialId.canonicalJson(Hyperparameters.of(Map.of()), DATASET);
    assertThat(json).doesNotContain("text_", "sample_");
    assertThat(
            TrialId.canonicalJson(
                Hyperparameters.of(Map.of()), DATASET.in(TextForm.D2L, SampleForm.D2L)))
        .isEqualTo(json);
  }

  @Test
  void anotherFormAndAnotherSampleAreSpelledLikeThis() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    assertThat(
            TrialId.canonicalJson(
                p, DATASET.in(TextForm.WHOLE, new SampleForm("Zoë\n\"", 30, 0.5))))
        .endsWith(
            "\"sample_length\":30,\"sample_prefix\":\"Zoë\\u000a\\\"\",\"sample_temperature\":0.5,"
                + "\"seed\":0,\"task\":\"language-model\",\"text_case\":\"keep\",\"text_digits\":\"keep\","
                + "\"text_letters\":\"unicode\",\"text_lines\":\"keep\",\"text_punctuation\":\"keep\","
                + "\"tokens\":\"char\",\"train_windows\":10000,\"validation_windows\":5000}");
    assertThat(TrialId.of(p, DATASET.in(TextForm.WHOLE, SampleForm.D2L)).hex())
        .isEqualTo("02aa989ed817d80eba23b0377634aa39");
    Set<TrialId> ids = new HashSet<>();
    for (String key : TextForm.keys().keySet()) {
      Map<String, String> words = new HashMap<>(TextForm.D2L.words());
      words.put(key, TextForm.WHOLE.words().get(key));
      ids.add(TrialId.of(p, DATASET.in(TextForm.of(words), SampleForm.D2L)));
    }
    ids.add(TrialId.of(p, DATASET));
    ids.add(TrialId.of(p, DATASET.in(TextForm.D2L, new SampleForm("it", 20, 0))));
    ids.add(TrialId.of(p, DATASET.in(TextForm.D2L, new SampleForm("it has", 21, 0))));
    ids.add(TrialId.of(p, DATASET.in(TextForm.D2L, new SampleForm("it has", 20, 1))));
    assertThat(ids).hasSize(9);
  }

  private static Object another(Hyperparameter h) {
    return switch (h) {
      case INPUT -> "sequence";
      case CELL -> "rnn";
      case HIDDEN_ACTIVATION -> "identity";
      case OPTIMIZER -> "adam";
      case KEEP -> "best";
      case DROPOUT -> 0.5;
      default -> 5;
    };
  }

  @Test
  void whatOnlyAnotherTaskHasDecidesNothing() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    Hyperparameters ofSeries =
        Hyperparameters.of(Map.of(Hyperparameter.TAU, 8, Hyperparameter.INPUT, "sequence"));
    assertThat(TrialId.of(ofSeries, DATASET)).isEqualTo(TrialId.of(p, DATASET));
    Dataset series = series("cd", "price", SeriesForm.Scale.NONE, 600);
    assertThat(TrialId.of(Hyperparameters.of(Map.of(Hyperparameter.NUM_STEPS, 8)), series))
        .isEqualTo(TrialId.of(p, series));
  }

  @Test
  void theHashedTextOfATimeSeriesIsSpelledLikeThis() {
    Hyperparameters p =
        Hyperparameters.of(
            Map.of(
                Hyperparameter.BATCH_SIZE, 16,
                Hyperparameter.TAU, 8,
                Hyperparameter.INPUT, "sequence"));
    assertThat(TrialId.canonicalJson(p, series("ab", "price", SeriesForm.Scale.STANDARD, 600)))
        .isEqualTo(
            "{\"batch_size\":16,\"corpus_sha256\":\"abababababababababababababababababababababababababababababababab\","
                + "\"gradient_clip\":1,\"input\":\"sequence\",\"lr\":1,\"num_epochs\":100,\"num_hiddens\":32,\"numerics\":3,"
                + "\"scale\":\"standard\",\"seed\":0,\"task\":\"time-series\",\"tau\":8,\"train_windows\":600,\"validation_windows\":396}");
  }

  @Test
  void aSeriesIsAnotherTrialWithOtherValuesScaleOrWindowsAndNotWithAnotherLabel() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    Set<TrialId> ids = new HashSet<>();
    ids.add(TrialId.of(p, DATASET));
    ids.add(TrialId.of(p, series("ab", "price", SeriesForm.Scale.NONE, 600)));
    ids.add(TrialId.of(p, series("cd", "price", SeriesForm.Scale.NONE, 600)));
    ids.add(TrialId.of(p, series("ab", "price", SeriesForm.Scale.STANDARD, 600)));
    ids.add(TrialId.of(p, series("ab", "price", SeriesForm.Scale.NONE, 500)));
    assertThat(ids).hasSize(5);
    assertThat(TrialId.of(p, series("ab", "close", SeriesForm.Scale.NONE, 600))).isIn(ids);
  }

  /** The id of one column is that of a version without further columns. */
  @Test
  void theNumberOfFurtherColumnsIsPartOfAnIdAndTheirNamesAreNot() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    TrialId alone = TrialId.of(p, series("ab", "price", SeriesForm.Scale.STANDARD, 600));
    assertThat(TrialId.of(p, beside())).isEqualTo(alone);
    assertThat(TrialId.canonicalJson(p, series("ab", "price", SeriesForm.Scale.STANDARD, 600)))
        .doesNotContain("columns");
    assertThat(TrialId.canonicalJson(p, beside("heat", "wind"))).contains("\"input_columns\":2,");
    assertThat(TrialId.of(p, beside("heat", "wind"))).isEqualTo(TrialId.of(p, beside("a", "b")));
    assertThat(Set.of(alone, TrialId.of(p, beside("a")), TrialId.of(p, beside("a", "b"))))
        .hasSize(3);
  }

  private static Dataset beside(String... columns) {
    return Dataset.ofSeries(
        "a.csv",
        "ab".repeat(32),
        new SeriesForm("price", List.of(columns), SeriesForm.Scale.STANDARD),
        600,
        396);
  }

  private static Dataset series(
      String hash, String column, SeriesForm.Scale scale, int trainWindows) {
    return Dataset.ofSeries(
        "a.csv", hash.repeat(32), new SeriesForm(column, scale), trainWindows, 396);
  }

  @Test
  void everythingThatDecidesTheResultChangesTheIdAndTheCorpusLabelDoesNot() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    Set<TrialId> ids = new HashSet<>();
    ids.add(TrialId.of(p, DATASET));
    Set<Hyperparameter> own = Task.LANGUAGE_MODEL.hyperparameters();
    for (Hyperparameter h : own) {
      ids.add(TrialId.of(Hyperparameters.of(Map.of(h, another(h))), DATASET));
    }
    Dataset series = series("ab", "price", SeriesForm.Scale.NONE, 600);
    ids.add(TrialId.of(p, series));
    for (Hyperparameter h : Task.TIME_SERIES.hyperparameters()) {
      ids.add(TrialId.of(Hyperparameters.of(Map.of(h, another(h))), series));
    }
    ids.add(TrialId.of(p, new Dataset("harbour", "cd".repeat(32), "char", 28, 10_000, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "word", 28, 10_000, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 28, 9_999, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 28, 10_000, 4_999)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 2, 28, 10_000, 5_000)));
    assertThat(ids).hasSize(2 + own.size() + Task.TIME_SERIES.hyperparameters().size() + 5);
    assertThat(TrialId.of(p, new Dataset("/else.txt", "ab".repeat(32), "char", 28, 10_000, 5_000)))
        .isEqualTo(TrialId.of(p, DATASET));
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new TrialId("ABC"))
        .hasMessage("Cannot set a trial id to ABC: must be 32 hexadecimal digits");
  }

  @Test
  void aTrialWithTheIdOfAnotherIsRefused() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    TrialId other = TrialId.of(Hyperparameters.of(Map.of(Hyperparameter.SEED, 1)), DATASET);
    assertThatThrownBy(() -> new Trial(other, p, DATASET))
        .hasMessage("Cannot set a trial's id to " + other + ": must be that of " + p);
    assertThat(Trial.of(p, DATASET).id()).isEqualTo(TrialId.of(p, DATASET));
  }
}
