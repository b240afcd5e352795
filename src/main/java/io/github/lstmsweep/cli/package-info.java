/**
 * Implements the command line, with one class per verb that parses, calls and prints. No other
 * package knows the name of an option.
 */
package io.github.lstmsweep.cli;
