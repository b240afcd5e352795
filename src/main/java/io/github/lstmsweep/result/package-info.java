/**
 * Holds the table of results. In: finished trials. Out: rows, audits, and files for people. A row
 * is published once, whole or not at all.
 */
package io.github.lstmsweep.result;
