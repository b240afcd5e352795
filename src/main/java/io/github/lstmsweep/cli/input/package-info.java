/**
 * Reads the arguments that several verbs share. In: options of the command line. Out: a
 * specification, a table, a trained trial or an engine.
 */
package io.github.lstmsweep.cli.input;
