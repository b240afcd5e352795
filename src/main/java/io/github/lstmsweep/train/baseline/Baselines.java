package io.github.lstmsweep.train.baseline;

/**
 * Validation perplexities of n-gram models ({@link KneserNey}) that count the training windows. A
 * uniform model would have the vocabulary's size as its perplexity.
 *
 * @param unigram uses no previous token
 * @param bigram uses one
 * @param trigram uses two, if the window shows two
 */
public record Baselines(double unigram, double bigram, double trigram) {}
