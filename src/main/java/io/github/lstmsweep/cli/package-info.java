/**
 * Is the command line: one class per verb, which parses, calls and prints. The only package that
 * knows the name of an option.
 */
package io.github.lstmsweep.cli;
