package io.github.lstmsweep.train.baseline;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Facts about the tokens that a trial is validated on, without any network. The means weigh tokens
 * as the trial's perplexity does. A token counts once for every window that predicts it. The last
 * minibatch, however small, counts as much as every other.
 *
 * @param charactersPerToken mean number of characters; a word includes the blank before it, a
 *     sentence mark does not
 * @param spellingBitsPerToken mean number of bits to spell tokens that are {@code <unk>}: the
 *     binary logarithm of the alphabet's size for every character
 * @param baselines empty if the training text is longer than {@link #MOST_TOKENS}
 */
public record ValidationText(
    double charactersPerToken, double spellingBitsPerToken, Optional<Baselines> baselines) {
  /** Longer training texts are not counted, because that would need as much memory as a trial. */
  static final int MOST_TOKENS = 1 << 20;

  // The trials of a grid share a few entries. One map per process is enough: each costs
  // milliseconds.
  private static final Map<Key, ValidationText> KNOWN = new ConcurrentHashMap<>();

  private record Key(Dataset dataset, int numSteps, int batchSize) {}

  /**
   * Returns the facts of a trial. A process computes them once for all trials with the same
   * windows.
   */
  public static ValidationText of(Trial trial, Corpus corpus) {
    Key key =
        new Key(
            trial.dataset(),
            trial.hyperparameters().numSteps(),
            trial.hyperparameters().batchSize());
    return KNOWN.computeIfAbsent(key, k -> computed(k, corpus));
  }

  /**
   * Returns how many bits one character of the text needs.
   *
   * @param bitsPerToken of a network
   */
  public double bitsPerCharacter(double bitsPerToken) {
    return (bitsPerToken + spellingBitsPerToken) / charactersPerToken;
  }

  private static ValidationText computed(Key key, Corpus corpus) {
    ValidationTargets targets =
        new ValidationTargets(key.dataset(), key.numSteps(), key.batchSize());
    return of(corpus, targets, baselines(key, corpus, targets));
  }

  /**
   * Returns the facts of a new text, without baselines. Its windows begin at every token.
   *
   * @param corpus at least {@code numSteps + 1} tokens, with the ids of the model
   */
  public static ValidationText ofWhole(Corpus corpus, int numSteps, int batchSize) {
    int windows = corpus.length() - numSteps;
    return of(corpus, new ValidationTargets(0, windows, numSteps, batchSize), Optional.empty());
  }

  private static ValidationText of(
      Corpus corpus, ValidationTargets targets, Optional<Baselines> baselines) {
    double bitsPerLetter = log2(corpus.count().alphabet());
    int unknown = corpus.vocabulary().id(Vocabulary.UNKNOWN);
    return new ValidationText(
        targets.mean((place, shown) -> corpus.characters(place)),
        targets.mean(
            (place, shown) ->
                corpus.ids().at(place) == unknown ? corpus.characters(place) * bitsPerLetter : 0),
        baselines);
  }

  private static Optional<Baselines> baselines(Key key, Corpus corpus, ValidationTargets targets) {
    // The last target of the last window is one token after its last input.
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

  /** Returns the number of tokens up to the last target of the last window. */
  private static int reach(Key key) {
    return key.dataset().trainWindows() + key.dataset().validationWindows() + key.numSteps();
  }

  /**
   * Returns the perplexity of a model that, like the network, sees only the tokens of the window.
   */
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
