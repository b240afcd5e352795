/**
 * Tells the cost of a sweep before it runs. In: a specification, and the sizes of a machine or of
 * GPUs. Out: lines for a terminal, or JSON.
 */
package io.github.lstmsweep.cli.plan;
