/**
 * Finds OpenCL devices and runs kernels on them. In: source text and arrays. Out: arrays, and clear
 * errors. Nothing of it is loaded unless the engine {@code gpu} is used.
 */
package io.github.lstmsweep.gpu.device;
