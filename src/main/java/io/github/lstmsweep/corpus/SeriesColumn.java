package io.github.lstmsweep.corpus;

/**
 * A column of a CSV file that is an input beside the series to forecast.
 *
 * @param name in the first line of the file
 * @param values all finite; not copied, never written to
 */
// Never compared or used as a key: the array is what the network reads.
@SuppressWarnings("ArrayRecordComponent")
public record SeriesColumn(String name, float[] values) {}
