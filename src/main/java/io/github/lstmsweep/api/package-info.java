/**
 * Offers sweeps to other programs. In: a Spark session, a specification and the place of a table.
 * Out: the table as a Dataset. It calls the same use cases as the command line.
 */
package io.github.lstmsweep.api;
