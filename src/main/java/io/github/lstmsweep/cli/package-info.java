/** Starts it: one class a verb, which parses, calls and prints. */
package io.github.lstmsweep.cli;
