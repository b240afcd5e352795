package io.github.lstmsweep.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
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
                + "\"gradient_clip\":\"inf\",\"lr\":0.01,\"num_epochs\":100,\"num_hiddens\":64,\"num_steps\":32,\"numerics\":2,"
                + "\"seed\":7,\"task\":\"language-model\",\"tokens\":\"char\",\"train_windows\":10000,\"validation_windows\":5000}");
  }

  @Test
  void theIdOfAConfigurationNeverChanges() {
    assertThat(TrialId.of(Hyperparameters.of(Map.of()), DATASET).hex())
        .isEqualTo("625522f12c5225b1caf215de2350ac80");
  }

  /** So a table made before them keeps its ids. */
  @Test
  void hyperparametersThatCameLaterAreLeftOutAtTheirDefault() {
    assertThat(TrialId.canonicalJson(Hyperparameters.of(Map.of()), DATASET))
        .doesNotContain("cell", "num_layers", "hidden_activation", "dropout", "optimizer")
        .doesNotContain("weight_decay", "min_freq")
        .contains("gradient_clip", "seed");
  }

  private static Object another(Hyperparameter h) {
    return switch (h) {
      case CELL -> "rnn";
      case HIDDEN_ACTIVATION -> "identity";
      case OPTIMIZER -> "adam";
      case DROPOUT -> 0.5;
      default -> 5;
    };
  }

  @Test
  void everythingThatDecidesTheResultChangesTheIdAndTheCorpusLabelDoesNot() {
    Hyperparameters p = Hyperparameters.of(Map.of());
    Set<TrialId> ids = new HashSet<>();
    ids.add(TrialId.of(p, DATASET));
    for (Hyperparameter h : Hyperparameter.values()) {
      ids.add(TrialId.of(Hyperparameters.of(Map.of(h, another(h))), DATASET));
    }
    ids.add(TrialId.of(p, new Dataset("harbour", "cd".repeat(32), "char", 28, 10_000, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "word", 28, 10_000, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 28, 9_999, 5_000)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 28, 10_000, 4_999)));
    ids.add(TrialId.of(p, new Dataset("harbour", "ab".repeat(32), "char", 2, 28, 10_000, 5_000)));
    assertThat(ids).hasSize(1 + Hyperparameter.values().length + 5);
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
