/**
 * Lists the trials of a table, and shows one of them. In: rows. Out: lines, as wide as the
 * terminal.
 */
package io.github.lstmsweep.cli.list;
