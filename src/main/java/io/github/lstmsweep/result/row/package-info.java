/**
 * Holds the row of a trial. In: a {@link io.github.lstmsweep.result.row.TrialResult}. Out: the
 * bytes of its Parquet file, and back. Only {@link io.github.lstmsweep.result.row.ResultSchema}
 * knows the columns.
 */
package io.github.lstmsweep.result.row;
