/**
 * Compares configurations. In: the rows of a table. Out: means over seeds, intervals of their
 * differences, and ratios of costs.
 */
package io.github.lstmsweep.compare;
