/**
 * One trial, without Spark: epochs, SGD, clipping, deadline, divergence, perplexity, generation.
 */
package io.github.lstmsweep.train;
