/**
 * Computes the n-gram models that a language model is compared with. In: the training and
 * validation windows of a text. Out: their perplexities (Kneser-Ney).
 */
package io.github.lstmsweep.train.baseline;
