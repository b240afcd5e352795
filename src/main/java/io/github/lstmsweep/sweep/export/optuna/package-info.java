/**
 * Exports trials as a journal of Optuna. In: the trials of a table. Out: the bytes of a file with
 * one operation per line, which {@code JournalFileBackend} reads.
 */
package io.github.lstmsweep.sweep.export.optuna;
