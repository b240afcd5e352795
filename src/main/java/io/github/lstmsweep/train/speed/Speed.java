package io.github.lstmsweep.train.speed;

/**
 * How fast one core goes through a network, warm.
 *
 * @param training tokens trained in a second: loss, gradient, clipping and update of minibatches
 * @param inference tokens scored in a second: the loss of validation minibatches
 * @param generation milliseconds for each token that is written, one after the other, the state
 *     carried along
 */
public record Speed(Quartiles training, Quartiles inference, Quartiles generation) {}
