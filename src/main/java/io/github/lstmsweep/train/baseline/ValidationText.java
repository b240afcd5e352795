package io.github.lstmsweep.train.baseline;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of the tokens that a trial is validated on, without any network. Means are over
 * those tokens as the trial's perplexity weighs them: a token counts once for every window that
 * predicts it, and the last minibatch, however small, as much as every other.
 *
 * @param charactersPerToken mean; a word has the blank before it, a sentence mark has none
 * @param spellingBitsPerToken mean of what it costs to spell the tokens that are {@code <unk>}: the
 *     logarithm of the alphabet's size for every character
 * @param baselines empty where the training text is longer than {@link #MOST_TOKENS}
 */
public record ValidationText(
    double charactersPerToken, double spellingBitsPerToken, Optional<Baselines> baselines) {
  /** Longer training texts are not counted: that would need as much memory as a trial. */
  static final int MOST_TOKENS = 1 << 20;

  // The trials of a grid share a few of them. Of one process, since each costs milliseconds.
  private static final Map<Key, ValidationText> KNOWN = new ConcurrentHashMap<>();

  private record Key(Dataset dataset, int numSteps, int batchSize) {}

  /** Of a trial; computed once in a process for all trials with the same windows. */
  public static ValidationText of(Trial trial, Corpus corpus) {
    Key key =
        new Key(
            trial.dataset(),
            trial.hyperparameters().numSteps(),
            trial.hyperparameters().batchSize());
    return KNOWN.computeIfAbsent(key, k -> computed(k, corpus));
  }

  /**
   * Bits that it takes to write one character of the text.
   *
   * @param bitsPerToken of a network
   */
  public double bitsPerCharacter(double bitsPerToken) {
    return (bitsPerToken + spellingBitsPerToken) / charactersPerToken;
  }

  private static ValidationText computed(Key key, Corpus corpus) {
    ValidationTargets targets =
        new ValidationTargets(key.dataset(), key.numSteps(), key.batchSize());
    double bitsPerLetter = log2(corpus.count().alphabet());
    int unknown = corpus.vocabulary().id(Vocabulary.UNKNOWN);
    return new ValidationText(
        targets.mean((place, shown) -> corpus.characters(place)),
        targets.mean(
            (place, shown) ->
                corpus.ids().at(place) == unknown ? corpus.characters(place) * bitsPerLetter : 0),
        baselines(key, corpus, targets));
  }

  private static Optional<Baselines> baselines(Key key, Corpus corpus, ValidationTargets targets) {
    // The last window's last target is one token after its last input.
    long tokens = (long) key.dataset().trainWindows() + key.numSteps();
    if (tokens > MOST_TOKENS) {
      return Optional.empty();
    }
    int[] ids = corpus.ids().first(reach(key));
    KneserNey[] models = new KneserNey[3];
    for (int order = 1; order <= models.length; order++) {
      models[order - 1] = new KneserNey(ids, (int) tokens, order, corpus.vocabulary().size());
    }
    return Optional.of(
        new Baselines(
            perplexity(targets, models, 1, ids),
            perplexity(targets, models, 2, ids),
            perplexity(targets, models, 3, ids)));
  }

  /** Tokens up to the last target of the last window. */
  private static int reach(Key key) {
    return key.dataset().trainWindows() + key.dataset().validationWindows() + key.numSteps();
  }

  /** Like the network, a model sees what the window shows and no more. */
  private static double perplexity(
      ValidationTargets targets, KneserNey[] models, int order, int[] ids) {
    return StrictMath.exp(
        targets.mean(
            (place, shown) ->
                -StrictMath.log(models[Math.min(order - 1, shown)].probability(ids, place))));
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }
}
