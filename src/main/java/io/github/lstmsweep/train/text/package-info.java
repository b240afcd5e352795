/**
 * Writes text with a trained model, and scores texts. In: a prefix and how tokens are chosen, or a
 * new text. Out: the text, or its perplexity.
 */
package io.github.lstmsweep.train.text;
