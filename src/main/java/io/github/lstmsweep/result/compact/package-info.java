/**
 * Merges one-row files into large ones. In: a table. Out: the same rows in few files. Every reader
 * sees each row at most once at any moment.
 */
package io.github.lstmsweep.result.compact;
