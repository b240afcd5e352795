/**
 * Compares configurations. In: the rows and curves of a table. Out: means over seeds, intervals of
 * their differences, ratios of costs, the trials that none beats in cost and score, how early
 * scores predict the last ones, and where the time went.
 */
package io.github.lstmsweep.compare;
