/**
 * Runs trials on Spark. In: trials and a table. Out: rows in the table and a report of the run. It
 * holds the session, the stages and the listeners.
 */
package io.github.lstmsweep.spark;
