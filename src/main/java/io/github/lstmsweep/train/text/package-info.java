/** Writes text with a trained model. In: a prefix and how tokens are chosen. Out: the text. */
package io.github.lstmsweep.train.text;
