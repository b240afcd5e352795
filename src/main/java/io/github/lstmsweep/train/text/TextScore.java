package io.github.lstmsweep.train.text;

/**
 * The score of a new text under a trained language model.
 *
 * @param perplexity exp of the mean loss, over windows as in validation; infinite or NaN if the
 *     model's state is not finite
 * @param bitsPerCharacter bits to write one character of the text, with unknown tokens spelled out
 * @param tokens of the text
 * @param unknownTokens those that the model writes as {@code <unk>}
 * @param numSteps tokens that a window reads: those of the trial, or fewer if the text is shorter
 */
public record TextScore(
    double perplexity, double bitsPerCharacter, long tokens, long unknownTokens, int numSteps) {
  /** Returns the bits to write one token: the binary logarithm of the perplexity. */
  public double bitsPerToken() {
    return StrictMath.log(perplexity) / StrictMath.log(2);
  }
}
