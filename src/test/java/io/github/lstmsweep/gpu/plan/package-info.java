/** Tests the predictions for GPUs. */
package io.github.lstmsweep.gpu.plan;
