/**
 * Trains trials on OpenCL devices, with the bits of the processor's kernels. In: trials and their
 * data. Out: the outcomes that {@code train} makes on a processor. Trials of one shape share a
 * launch.
 */
package io.github.lstmsweep.gpu;
