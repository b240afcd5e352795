/**
 * The kernels on the JDK's Vector API, {@link io.github.lstmsweep.nn.kernel.vector.VectorKernels}:
 * products in registers, the cells' steps and the elementary functions on lanes.
 *
 * <p>The classes are compiled separately, because only a Java with the module {@code
 * jdk.incubator.vector} can load them. {@link io.github.lstmsweep.nn.kernel.KernelChoice} loads
 * them by name.
 */
package io.github.lstmsweep.nn.kernel.vector;
