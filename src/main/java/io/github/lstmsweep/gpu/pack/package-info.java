/**
 * Computes packs of trials on a device: memory, kernels, launches and the order of minibatches. In:
 * the parameters and minibatches of trials of one shape. Out: their losses and new parameters.
 */
package io.github.lstmsweep.gpu.pack;
