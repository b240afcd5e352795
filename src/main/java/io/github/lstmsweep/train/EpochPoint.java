package io.github.lstmsweep.train;

/**
 * One point of a learning curve.
 *
 * @param epoch from 1
 * @param trainPerplexity exp of the mean over the epoch's minibatches of their mean loss, each
 *     measured before its update
 * @param validationPerplexity exp of the mean over validation minibatches of their mean loss, after
 *     the epoch
 * @param seconds of this epoch, validation included
 */
public record EpochPoint(
    int epoch, double trainPerplexity, double validationPerplexity, double seconds) {}
