/**
 * Writes the sections of the page about single trials and their time. In: the facts of a sweep.
 * Out: HTML that answers one question.
 */
package io.github.lstmsweep.report.section.trial;
