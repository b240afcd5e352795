/**
 * Stores the parameters of a network. In: an architecture. Out: the place of each weight, initial
 * values, and the copies in the orders that the kernels read.
 */
package io.github.lstmsweep.nn.parameter;
