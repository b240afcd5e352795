package io.github.lstmsweep.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextScorerTest {
  private static final Spelling LETTERS =
      new Spelling(
          Tokenizer.d2l(Tokens.CHAR), Vocabulary.of(List.of(" ", "a", "b", "c", "d", "e")));

  @ParameterizedTest
  @CsvSource({
    "lstm, 5, 7, a bad cab added a decade",
    "gru, 5, 7, a bad cab added a decade",
    "rnn, 5, 1000, a bad cab xylophone",
    "mgu, 50, 3, a bad cab",
    "lstm, 3, 4, ab",
  })
  void theScoreIsThatOfEveryWindowFromTheZeroState(
      String cell, long numSteps, long batchSize, String text) {
    Hyperparameters h = hyperparameters(cell, numSteps, batchSize);
    float[] parameters = parameters(h, LETTERS);
    TextScorer scorer = new TextScorer(h, LETTERS, parameters, ShardRunner.SEQUENTIAL);
    Corpus cut = scorer.cut(text);

    TextScore score = scorer.score(cut);

    assertThat(score.tokens()).isEqualTo(text.length());
    assertThat(score.unknownTokens()).isEqualTo(text.replaceAll("[ a-e]", "").length());
    int steps = (int) Math.min(numSteps, text.length() - 1);
    assertThat(score.numSteps()).isEqualTo(steps);
    double perplexity = perplexity(h, parameters, ids(cut), steps, (int) batchSize);
    assertThat(score.perplexity()).isCloseTo(perplexity, within(1e-5 * perplexity));
    assertThat(score.bitsPerToken()).isCloseTo(Math.log(perplexity) / Math.log(2), within(1e-5));
  }

  /** Another way to the score: the generator reads one token at a time. */
  private static double perplexity(
      Hyperparameters h, float[] parameters, int[] ids, int steps, int batchSize) {
    int windows = ids.length - steps;
    double ofBatches = 0;
    int batches = 0;
    for (int from = 0; from < windows; from += batchSize) {
      int to = Math.min(windows, from + batchSize);
      double sum = 0;
      for (int w = from; w < to; w++) {
        Generator generator =
            new Generator(Architecture.of(h, LETTERS.vocabulary().size()), parameters);
        for (int t = 0; t < steps; t++) {
          generator.read(ids[w + t]);
          sum += loss(generator.logits(), ids[w + t + 1]);
        }
      }
      ofBatches += sum / ((to - from) * (double) steps);
      batches++;
    }
    return Math.exp(ofBatches / batches);
  }

  private static double loss(float[] logits, int target) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[target];
  }

  @Test
  void anUnknownCharacterIsSpelledOut() {
    Hyperparameters h = hyperparameters("lstm", 2, 100);
    TextScorer scorer = new TextScorer(h, LETTERS, parameters(h, LETTERS), ShardRunner.SEQUENTIAL);
    TextScore known = scorer.score(scorer.cut("abcd"));
    assertThat(known.bitsPerCharacter()).isEqualTo(known.bitsPerToken());
    // Windows "ab" and "bc" predict b, c and c, z: one of four targets is unknown.
    TextScore unknown = scorer.score(scorer.cut("abcz"));
    assertThat(unknown.bitsPerCharacter())
        .isCloseTo(unknown.bitsPerToken() + Math.log(27) / Math.log(2) / 4, within(1e-12));
  }

  @Test
  void aWordCountsItsBlankAndAnUnknownOneAllLettersOfBoth() {
    Tokenizer words = new Tokenizer(TextForm.WHOLE, Tokens.WORD);
    Spelling spelling = new Spelling(words, Vocabulary.of(List.of("ab", "ba")));
    Hyperparameters h = hyperparameters("gru", 2, 100);
    TextScorer scorer =
        new TextScorer(h, spelling, parameters(h, spelling), ShardRunner.SEQUENTIAL);
    TextScore score = scorer.score(scorer.cut("ab ba xyz"));
    assertThat(score.tokens()).isEqualTo(3);
    assertThat(score.unknownTokens()).isEqualTo(1);
    // One window predicts "ba" and "xyz" with their blanks: 3 and 4 characters. The alphabet is
    // a, b, x, y, z and the blank.
    double spelled = 4 * Math.log(6) / Math.log(2) / 2;
    assertThat(score.bitsPerCharacter())
        .isCloseTo((score.bitsPerToken() + spelled) / 3.5, within(1e-12));
  }

  @Test
  void aLongTextIsScoredInPartsWithTheScoreOfTheWhole() {
    Hyperparameters h = hyperparameters("rnn", 3, 1_000);
    TextScorer scorer = new TextScorer(h, LETTERS, parameters(h, LETTERS), ShardRunner.SEQUENTIAL);
    StringBuilder text = new StringBuilder();
    RandomStream random = RandomStream.ofCorpus("letters");
    // 131,000 windows are scored at a time, so this has a second part of one minibatch and a half.
    while (text.length() < 132_503) {
      text.append("abcde".charAt((int) (5 * random.nextUnit())));
    }
    Corpus cut = scorer.cut(text.toString());
    double sum = 0;
    int parts = 0;
    for (int from = 0; from < 132_500; from += 1_000) {
      int to = Math.min(132_500, from + 1_000);
      sum += Math.log(scorer.score(scorer.cut(text.substring(from, to + 3))).perplexity());
      parts++;
    }
    assertThat(scorer.score(cut).perplexity()).isCloseTo(Math.exp(sum / parts), within(1e-9));
  }

  @Test
  void aTextThatHasNoScoreHasAReason() {
    Hyperparameters h = hyperparameters("lstm", 2, 100);
    TextScorer scorer = new TextScorer(h, LETTERS, parameters(h, LETTERS), ShardRunner.SEQUENTIAL);
    String few = "must have at least 2 characters once it is in the form of the table's text";
    assertThat(scorer.problemOf(scorer.cut(""))).contains(few + ", but has 0");
    assertThat(scorer.problemOf(scorer.cut("a"))).contains(few + ", but has 1");
    assertThat(scorer.problemOf(scorer.cut("xyz")))
        .contains("must have characters that the model knows, but none of its 3 is known");
    assertThat(scorer.problemOf(scorer.cut("xa"))).isEmpty();
  }

  private static int[] ids(Corpus corpus) {
    return corpus.ids().first(corpus.length());
  }

  private static Hyperparameters hyperparameters(String cell, long numSteps, long batchSize) {
    return Hyperparameters.of(
        new EnumMap<>(
            Map.of(
                Hyperparameter.CELL, cell,
                Hyperparameter.NUM_HIDDENS, 9L,
                Hyperparameter.NUM_LAYERS, 2L,
                Hyperparameter.NUM_STEPS, numSteps,
                Hyperparameter.BATCH_SIZE, batchSize)));
  }

  private static float[] parameters(Hyperparameters h, Spelling spelling) {
    float[] drawn =
        Parameters.initial(
                Architecture.of(h, spelling.vocabulary().size()),
                RandomStream.of(new TrialId("0".repeat(32)), RandomStream.Purpose.INIT))
            .canonical();
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] *= 3;
    }
    return drawn;
  }
}
