package io.github.lstmsweep.train.baseline;

/**
 * The perplexities that n-gram models ({@link KneserNey}) have on what a trial is validated on,
 * having counted what it is trained on. Without any of them, all tokens alike, it is the size of
 * the vocabulary.
 *
 * @param unigram from no token before
 * @param bigram from one
 * @param trigram from two, where the window shows two
 */
public record Baselines(double unigram, double bigram, double trigram) {}
