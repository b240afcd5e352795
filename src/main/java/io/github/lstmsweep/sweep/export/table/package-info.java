/**
 * Holds the rows of a table as other programs get them. In: a stored table. Out: its trials with
 * their points and times, and the seam for the programs that show them.
 */
package io.github.lstmsweep.sweep.export.table;
