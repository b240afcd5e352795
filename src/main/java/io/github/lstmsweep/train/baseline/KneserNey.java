package io.github.lstmsweep.train.baseline;

/**
 * An n-gram model with interpolated Kneser-Ney smoothing (Chen and Goodman, "An empirical study of
 * smoothing techniques for language modeling", 1999, equations 16 to 19). It estimates the
 * probability of a token after a history h. Here c counts occurrences, and N is the number of
 * different tokens after h:
 *
 * <pre>
 * p(w | h) = max(c(h w) - D, 0) / c(h) + D N(h) / c(h) * p(w | h without its first token)
 * </pre>
 *
 * <p>Below the longest n-grams, c counts the different tokens before an n-gram, not its
 * occurrences. Below unigrams is the uniform distribution over the vocabulary.
 */
final class KneserNey {
  // counts[k] and discounts[k] belong to n-grams of k + 1 tokens.
  private final NGramCounts[] counts;
  private final double[] discounts;
  private final int vocabSize;

  /**
   * Fits a model of n-grams of {@code order} tokens, 1 to 3.
   *
   * @param tokens how many of {@code ids} it learns from
   */
  KneserNey(int[] ids, int tokens, int order, int vocabSize) {
    this.vocabSize = vocabSize;
    this.counts = new NGramCounts[order];
    this.discounts = new double[order];
    counts[order - 1] = NGramCounts.of(ids, tokens, order);
    for (int k = order - 1; k > 0; k--) {
      counts[k - 1] = counts[k].continuations(k + 1);
    }
    for (int k = 0; k < order; k++) {
      discounts[k] = discount(counts[k]);
    }
  }

  /**
   * Returns D, the best discount under leaving-one-out on the training text (Ney, Essen and Kneser,
   * 1994). The estimate needs n-grams that occur once and n-grams that occur twice. If either are
   * missing, D is 0.5.
   */
  private static double discount(NGramCounts counts) {
    double once = counts.withCount(1);
    double twice = counts.withCount(2);
    return once > 0 && twice > 0 ? once / (once + 2 * twice) : 0.5;
  }

  /**
   * Returns the probability of the token at {@code place}, after as many previous tokens as the
   * order takes in.
   */
  double probability(int[] ids, int place) {
    double p = 1.0 / vocabSize;
    for (int k = 0; k < counts.length; k++) {
      long gram = NGramCounts.gram(ids, place, k + 1);
      long history = NGramCounts.history(gram);
      double total = counts[k].total(history);
      if (total > 0) {
        double d = discounts[k];
        p =
            Math.max(counts[k].count(gram) - d, 0) / total
                + d * counts[k].types(history) / total * p;
      }
    }
    return p;
  }
}
