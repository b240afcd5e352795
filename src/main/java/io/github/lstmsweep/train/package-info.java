/**
 * One trial, without Spark: epochs, clipping, deadline, divergence, perplexity, generation, cores.
 */
package io.github.lstmsweep.train;
