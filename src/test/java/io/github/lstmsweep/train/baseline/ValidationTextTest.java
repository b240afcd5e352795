package io.github.lstmsweep.train.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTextTest {
  @TempDir Path folder;

  // From reference_baselines.py: unigram, bigram, trigram, characters and spelling bits per token.
  private static final double[] CHAR = {
    16.160369237503225, 9.033209992054498, 7.05004059715379, 1.0, 0.0
  };
  private static final double[] WORD = {
    390.4146949267442, 286.4149116836714, 285.06791542868945, 4.79782196969697, 0.0
  };
  private static final double[] PUNCT = {
    107.37208148106141, 71.27853754891902, 73.5161609683503, 4.458, 4.674471883938817
  };

  @Test
  void perplexitiesAndCharactersAreThoseOfAnotherProgram() {
    check("char", 1, trial(8, 256, 5_000, 900), CHAR);
    check("word", 1, trial(5, 128, 2_000, 300), WORD);
    check("word-punct", 3, trial(5, 300, 2_000, 300), PUNCT);
  }

  @Test
  void theMeanIsThatOfTheMinibatchesMeansOverTheirWindows() {
    for (int batch : new int[] {1, 3, 7, 10, 11}) {
      for (int steps : new int[] {1, 2, 5, 30}) {
        Dataset dataset = new Dataset("a", "0".repeat(64), "char", 28, 20, 10);
        double total = 0;
        int batches = 0;
        for (int from = 0; from < 10; from += batch, batches++) {
          int to = Math.min(10, from + batch);
          double sum = 0;
          for (int window = 20 + from; window < 20 + to; window++) {
            for (int step = 0; step < steps; step++) {
              sum += value(window + 1 + step, Math.min(step + 1, 2));
            }
          }
          total += sum / ((to - from) * steps);
        }
        assertThat(new ValidationTargets(dataset, steps, batch).mean(ValidationTextTest::value))
            .as("minibatches of %d, %d steps", batch, steps)
            .isEqualTo(total / batches, within(1e-12));
      }
    }
  }

  @Test
  void aTrainingTextThatIsTooLongIsNotCounted() {
    Trial trial = trial(1, 4, ValidationText.MOST_TOKENS, 2);
    int[] ids = new int[ValidationText.MOST_TOKENS + 3];
    Corpus harbour = corpus("char", 1);
    Corpus longText = new Corpus("long", "1".repeat(64), "char", harbour.vocabulary(), ids);
    Trial shorter = trial(1, 4, ValidationText.MOST_TOKENS - 1, 2);

    assertThat(ValidationText.of(of(trial, longText), longText).baselines()).isEmpty();
    Optional<Baselines> counted = ValidationText.of(of(shorter, longText), longText).baselines();
    assertThat(counted.orElseThrow().trigram()).isEqualTo(1, within(1e-6));
  }

  @Test
  void unknownWordsAreSpelledOut() {
    // The numbers are 4 bits per token, 5 characters per token and 3 bits of spelling.
    assertThat(new ValidationText(5, 3, Optional.empty()).bitsPerCharacter(4)).isEqualTo(1.4);
  }

  /** The alphabet must be this text's own, not the 26 letters and a blank of d2l.ai's form. */
  @Test
  void spellingCostsTheLogarithmOfTheTextsOwnAlphabet() throws IOException {
    Path file = folder.resolve("own.txt");
    Files.writeString(file, "Zoë mag Öl, 5 Äpfel\nund Öl, ja! ".repeat(20));
    Corpus corpus = loader().load(file.toString(), "word").withMinFreq(21);
    int alphabet = (int) "Zoë mag Öl, 5 Äpfel\nund Öl, ja! ".codePoints().distinct().count();
    Dataset dataset =
        new Dataset("own", corpus.sha256(), "word", 21, corpus.vocabulary().size(), 30, 18)
            .in(TextForm.WHOLE, SampleForm.D2L);
    Trial trial =
        Trial.of(
            Hyperparameters.of(Map.of(Hyperparameter.NUM_STEPS, 1, Hyperparameter.BATCH_SIZE, 18)),
            dataset);

    ValidationText text = ValidationText.of(trial, corpus);

    // Two rounds of nine tokens; all but the two "Öl," are rare. A line end includes its blank.
    double bits = Math.log(alphabet) / Math.log(2);
    assertThat(corpus.count().alphabet()).isEqualTo(alphabet);
    assertThat(text.charactersPerToken()).isEqualTo(32 / 9.0, within(1e-12));
    assertThat(text.spellingBitsPerToken()).isEqualTo((32 - 8) * bits / 9, within(1e-12));
  }

  private static void check(String tokens, int minFreq, Trial trial, double[] expected) {
    Corpus corpus = corpus(tokens, minFreq);
    ValidationText text = ValidationText.of(of(trial, corpus), corpus);
    Baselines baselines = text.baselines().orElseThrow();
    double[] found = {
      baselines.unigram(),
      baselines.bigram(),
      baselines.trigram(),
      text.charactersPerToken(),
      text.spellingBitsPerToken()
    };
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as(tokens + " " + i)
          .isCloseTo(expected[i], Percentage.withPercentage(1e-9));
    }
  }

  private static double value(int place, int shown) {
    return Math.sin(place) + 10 * shown;
  }

  private static Corpus corpus(String tokens, int minFreq) {
    return loader().load(CorpusLoader.HARBOUR, tokens).withMinFreq(minFreq);
  }

  private static CorpusLoader loader() {
    return new CorpusLoader(
        Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream());
  }

  private static Trial trial(int steps, int batch, int train, int validation) {
    return Trial.of(
        Hyperparameters.of(
            Map.of(Hyperparameter.NUM_STEPS, steps, Hyperparameter.BATCH_SIZE, batch)),
        new Dataset("any", "0".repeat(64), "char", 28, train, validation));
  }

  /** Returns the trial with its windows taken from this corpus. */
  private static Trial of(Trial trial, Corpus corpus) {
    return Trial.of(
        trial.hyperparameters(),
        new Dataset(
            corpus.name(),
            corpus.sha256(),
            corpus.tokens(),
            corpus.minFreq(),
            corpus.vocabulary().size(),
            trial.dataset().trainWindows(),
            trial.dataset().validationWindows()));
  }
}
