/**
 * Draws charts as SVG. In: numbers, and the places of the trials that they are of. Out: marks on
 * axes, whose colours the page's style sets.
 */
package io.github.lstmsweep.report.chart;
