/**
 * Computes single layers. In: the states of the layer below, or tokens. Out: hidden states on the
 * way forward, gradients on the way back, of one tile of 64 windows.
 */
package io.github.lstmsweep.nn.layer;
