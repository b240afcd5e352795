package io.github.lstmsweep.nn;

/**
 * The numbers of a network in training from which it continues with equal bits. Arrays are in the
 * canonical order of {@link io.github.lstmsweep.nn.parameter.Parameters}, so they fit all kernels.
 *
 * @param parameters of the network
 * @param first the velocity of momentum, or Adam's first moment; empty if the optimizer has none
 * @param second Adam's second moment; empty for a different optimizer
 * @param beta1Power Adam's first decay to the power of its steps; 1 for a different optimizer
 * @param beta2Power Adam's second decay to the power of its steps; 1 for a different optimizer
 */
// Never compared or used as a key. Copies would double the memory of a pause.
@SuppressWarnings("ArrayRecordComponent")
public record NetworkState(
    float[] parameters, float[] first, float[] second, double beta1Power, double beta2Power) {}
