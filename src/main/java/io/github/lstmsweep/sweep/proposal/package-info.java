/**
 * Proposes a first specification for data that a person has. In: a text, a CSV file or a table.
 * Out: a specification, the facts that led to it, and its predicted time.
 */
package io.github.lstmsweep.sweep.proposal;
