package io.github.lstmsweep.result;

/**
 * What a compaction did.
 *
 * @param rows that were single files and are none any more
 * @param files that have them now
 * @param singles rows that are still files of their own
 */
public record Compacted(int rows, int files, int singles) {}
