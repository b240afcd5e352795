/**
 * Writes the sections of the page, one class per section. In: the facts of a sweep. Out: HTML that
 * answers one question.
 */
package io.github.lstmsweep.report.section;
