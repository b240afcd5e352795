/**
 * Predicts the time of a sweep on GPUs before any is at hand. Trials and the name of a device come
 * in. Packs, their memory, launches, tokens per second and seconds go out. The figures of a device
 * are those of its vendor, and no prediction has been compared with a GPU.
 */
package io.github.lstmsweep.gpu.plan;
