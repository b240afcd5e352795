/**
 * Says in words which trials failed. In: the rows of a table and the factors of its grid. Out: for
 * each status except OK the shortest conditions on hyperparameters that its trials fulfil.
 */
package io.github.lstmsweep.compare.failure;
