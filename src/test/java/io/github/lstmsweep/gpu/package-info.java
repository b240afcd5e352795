/** Tests the engine on OpenCL devices; without one they are skipped, and say so. */
package io.github.lstmsweep.gpu;
