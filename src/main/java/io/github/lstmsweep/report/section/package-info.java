/**
 * Writes the sections of the page about the answer and the hyperparameters. In: the facts of a
 * sweep. Out: HTML that answers one question.
 */
package io.github.lstmsweep.report.section;
