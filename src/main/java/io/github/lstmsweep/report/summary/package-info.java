/**
 * Holds the facts that the page shows. In: the rows of a table, their curves and forecasts. Out:
 * trials in order, with the words and places that all sections share.
 */
package io.github.lstmsweep.report.summary;
