/**
 * Writes what the table means. In: a summary of a sweep. Out: one page of HTML that stands alone,
 * with its charts drawn in it.
 */
package io.github.lstmsweep.report;
