/**
 * Says which hyperparameters matter. In: the rows of a table and the factors of its grid. Out:
 * shares of the variance, effects per value, and a path from the defaults to the best
 * configuration.
 */
package io.github.lstmsweep.compare.importance;
