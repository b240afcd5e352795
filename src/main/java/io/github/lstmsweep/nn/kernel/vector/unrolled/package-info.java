/**
 * The products and the transposition for 16 lanes, whose strips are unrolled. In come cursors on
 * operands, {@link io.github.lstmsweep.nn.kernel.Product} and {@link
 * io.github.lstmsweep.nn.kernel.Matrix}; out come the results in their arrays.
 *
 * <p>A program in this package's tests, {@code UnrolledFiles}, writes these files.
 */
package io.github.lstmsweep.nn.kernel.vector.unrolled;
