/**
 * Writes the sections of a page that compares tables. In: the facts of several sweeps. Out: HTML
 * with one line or column per table.
 */
package io.github.lstmsweep.report.comparison;
