/**
 * Computes the network. In: parameters and windows of a corpus. Out: losses, gradients, and
 * generated tokens. The bits depend on the trial alone.
 */
package io.github.lstmsweep.nn;
