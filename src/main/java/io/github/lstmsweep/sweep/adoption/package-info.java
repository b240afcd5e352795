/**
 * Takes rows of other tables as known. In: a sweep, its table and other tables. Out: the rows of
 * the sweep's trials, copied into its table before anything is trained.
 */
package io.github.lstmsweep.sweep.adoption;
