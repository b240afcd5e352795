package io.github.lstmsweep.result;

/**
 * A file of a table that is not what it must be.
 *
 * @param file relative to the table
 * @param trial the id of the trial that it belongs to
 * @param problem half a sentence
 */
public record Finding(String file, String trial, String problem) {}
