package io.github.lstmsweep.train.text;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Tokens;
import java.util.Arrays;
import java.util.Optional;

/**
 * Scores new texts with a trained language model, as validation scores the validation text. Windows
 * of {@code num_steps} tokens begin at every token, each from the zero state. The score of a
 * trial's validation text is therefore its {@code validation_perplexity}, to the last bit.
 */
public final class TextScorer {
  /** The tokens of a text that have less to predict than one. */
  private static final int FEWEST = 2;

  /**
   * The windows that a model orders at a time. The order takes 24 bytes a window, and making a
   * model takes as long as a few minibatches.
   */
  private static final int WINDOWS = 1 << 17;

  private final Spelling spelling;
  private final Parameters parameters;
  private final int numSteps;
  private final int batchSize;
  private final ShardRunner runner;

  /**
   * A scorer of one model.
   *
   * @param spelling converts text to the model's ids
   * @param canonical parameters of the model, in the order of {@link Parameters}
   * @param runner runs the parts of a minibatch; the score does not depend on it
   */
  public TextScorer(
      Hyperparameters hyperparameters, Spelling spelling, float[] canonical, ShardRunner runner) {
    this.spelling = spelling;
    this.parameters =
        Parameters.of(Architecture.of(hyperparameters, spelling.vocabulary().size()), canonical);
    this.numSteps = hyperparameters.numSteps();
    this.batchSize = hyperparameters.batchSize();
    this.runner = runner;
  }

  /** Cuts a text that a program has at hand into the model's tokens. */
  public Corpus cut(String text) {
    return spelled(spelling.tokenizer().corpus("text", text));
  }

  /** Returns a text with the ids of the model. */
  public Corpus spelled(Corpus text) {
    return text.spelledWith(spelling.vocabulary());
  }

  /** Returns why a text has no score, worded to follow a colon; empty if it has one. */
  public Optional<String> problemOf(Corpus spelled) {
    int tokens = spelled.length();
    boolean isOfCharacters = spelling.tokenizer().tokens() == Tokens.CHAR;
    if (tokens < FEWEST) {
      return Optional.of(
          "must have at least "
              + FEWEST
              + (isOfCharacters ? " characters" : " words")
              + " once it is in the form of the table's text, but has "
              + tokens);
    }
    return unknown(spelled) == tokens
        ? Optional.of(
            "must have "
                + (isOfCharacters ? "characters" : "words")
                + " that the model knows, but none of its "
                + tokens
                + " is known")
        : Optional.empty();
  }

  /**
   * Scores a text.
   *
   * @param spelled a text with the ids of the model that has no problem
   */
  public TextScore score(Corpus spelled) {
    int tokens = spelled.length();
    int steps = Math.min(numSteps, tokens - 1);
    MinibatchMean mean = new MinibatchMean(batchSize);
    int[] ids = spelled.ids().first(tokens);
    int windows = tokens - steps;
    // Whole minibatches, so that cutting the text moves no minibatch.
    int atOnce = Math.max(1, WINDOWS / batchSize) * batchSize;
    for (int from = 0; from < windows; from += atOnce) {
      int count = Math.min(atOnce, windows - from);
      int[] part = Arrays.copyOfRange(ids, from, from + count + steps);
      int[] starts = new int[count];
      Arrays.setAll(starts, i -> i);
      mean.add(
          new LanguageModel(
              KernelChoice.get().kernels(),
              parameters,
              new TokenWindows(part, steps, count),
              Optional.empty(),
              runner),
          starts);
    }
    double perplexity = mean.perplexity();
    double bits = StrictMath.log(perplexity) / StrictMath.log(2);
    return new TextScore(
        perplexity,
        ValidationText.ofWhole(spelled, steps, batchSize).bitsPerCharacter(bits),
        tokens,
        unknown(spelled),
        steps);
  }

  /** Returns how many tokens of a text with the ids of the model are {@code <unk>}. */
  public static long unknown(Corpus spelled) {
    int unknown = spelled.vocabulary().id(Vocabulary.UNKNOWN);
    long count = 0;
    for (int place = 0; place < spelled.length(); place++) {
      count += spelled.ids().at(place) == unknown ? 1 : 0;
    }
    return count;
  }
}
