package io.github.lstmsweep.train.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KneserNeyTest {
  /**
   * Two bigrams occur once and one occurs twice, so D is 1/2. Three tokens have one token before
   * them.
   */
  private static final int[] SMALL = {0, 1, 2, 0, 1};

  @Test
  void aBigramIsEstimatedByTheFormula() {
    KneserNey bigrams = new KneserNey(SMALL, 5, 2, 4);
    // Each of three tokens follows one token: (1 - D) / 3 with D = 1/2, plus D times the uniform
    // 1/4.
    double continuation = 0.5 / 3 + 0.5 * 3 / 3 / 4;
    assertThat(after(bigrams, 0, 1)).isEqualTo(1.5 / 2 + 0.5 / 2 * continuation, within(1e-15));
    assertThat(after(bigrams, 1, 2)).isEqualTo(0.5 + 0.5 * continuation, within(1e-15));
    assertThat(after(bigrams, 0, 2)).isEqualTo(0.5 / 2 * continuation, within(1e-15));
    assertThat(after(bigrams, 0, 3)).isEqualTo(0.5 / 2 * 0.5 / 4, within(1e-15));
    assertThat(after(bigrams, 3, 1)).as("a history never seen").isEqualTo(continuation);
  }

  @Test
  void aUnigramIsEstimatedFromItsOccurrences() {
    KneserNey unigrams = new KneserNey(SMALL, 5, 1, 4);
    // One token occurs once and two occur twice: D is 1 / (1 + 4).
    double d = 0.2;
    assertThat(after(unigrams, 3, 0)).isEqualTo((2 - d) / 5 + d * 3 / 5 / 4, within(1e-15));
    assertThat(after(unigrams, 3, 2)).isEqualTo((1 - d) / 5 + d * 3 / 5 / 4, within(1e-15));
    assertThat(after(unigrams, 3, 3)).isEqualTo(d * 3 / 5 / 4, within(1e-15));
  }

  @Test
  void onlyTheTokensThatItMayLearnFromCount() {
    KneserNey some = new KneserNey(new int[] {0, 1, 2, 0, 1, 3, 3, 3, 3}, 5, 2, 4);
    KneserNey all = new KneserNey(SMALL, 5, 2, 4);
    for (int token = 0; token < 4; token++) {
      assertThat(after(some, 0, token)).isEqualTo(after(all, 0, token));
    }
  }

  @Test
  void theProbabilitiesOfAllTokensAddUpToOneAfterEveryHistory() {
    Random random = new Random(7);
    int vocabulary = 9;
    // The numbers are squared, so that some histories are common and some never occur.
    int[] ids = random.doubles(300).mapToInt(x -> (int) (x * x * (vocabulary - 1))).toArray();
    for (int order = 1; order <= 3; order++) {
      KneserNey model = new KneserNey(ids, ids.length, order, vocabulary);
      for (int u = 0; u < vocabulary; u++) {
        for (int v = 0; v < vocabulary; v++) {
          double sum = 0;
          for (int w = 0; w < vocabulary; w++) {
            double p = model.probability(new int[] {u, v, w}, 2);
            assertThat(p).isPositive();
            sum += p;
          }
          assertThat(sum).as("order %d after %d %d", order, u, v).isEqualTo(1, within(1e-12));
        }
      }
    }
  }

  @Test
  void aTextTooShortForItsOrderGivesTheUniformDistribution() {
    assertThat(new KneserNey(new int[] {0, 1, 2}, 0, 3, 8).probability(new int[] {1, 2, 0}, 2))
        .isEqualTo(1.0 / 8);
  }

  @Test
  void aTokenThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new KneserNey(new int[] {1 << 16}, 1, 1, 1 << 17))
        .hasMessage("Cannot count token 65536: must be at most 65535");
  }

  private static double after(KneserNey model, int history, int token) {
    return model.probability(new int[] {history, token}, 1);
  }
}
