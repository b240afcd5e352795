/**
 * Merges one-row files into large ones. In: a table. Out: the table's rows in few files, each seen
 * once by every reader at every moment.
 */
package io.github.lstmsweep.result.compact;
