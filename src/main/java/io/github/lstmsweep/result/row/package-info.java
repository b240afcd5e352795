/**
 * Holds the row of a trial. In: a {@link io.github.lstmsweep.result.row.TrialResult}. Out: the
 * bytes of its Parquet file, and back. {@link io.github.lstmsweep.result.row.ResultSchema} is the
 * one home of the columns.
 */
package io.github.lstmsweep.result.row;
