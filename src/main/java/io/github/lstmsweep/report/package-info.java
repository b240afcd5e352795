/**
 * Presents the results of a table. In: a summary of a sweep. Out: one self-contained page of HTML
 * that includes its charts.
 */
package io.github.lstmsweep.report;
