/**
 * Writes trained networks in the ONNX format. In: an architecture with its parameters, and
 * metadata. Out: the bytes of a file.
 */
package io.github.lstmsweep.sweep.export.onnx;
