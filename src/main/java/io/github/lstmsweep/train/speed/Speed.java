package io.github.lstmsweep.train.speed;

/**
 * The speed of one warm core on a network.
 *
 * @param training tokens per second: loss, gradient, clipping and update of minibatches
 * @param inference tokens per second: the loss of validation minibatches
 * @param generation milliseconds per token, written one after the other with the state carried
 *     along
 */
public record Speed(Quartiles training, Quartiles inference, Quartiles generation) {}
