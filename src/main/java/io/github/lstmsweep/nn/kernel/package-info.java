/**
 * The inner loops of the network: one seam, {@link io.github.lstmsweep.nn.kernel.Kernels}, and two
 * implementations with the same bits.
 *
 * <p>The bits do not depend on the width of a vector. Every output element is one in-order chain of
 * fused multiply-adds, and lanes run along outputs only. exp, tanh and sigmoid are polynomials of
 * our own, made of correctly rounded operations.
 */
package io.github.lstmsweep.nn.kernel;
