/** Prints results for people. In: rows, progress and costs. Out: lines for a terminal. */
package io.github.lstmsweep.cli.output;
