/**
 * What comes from outside, given to a fuzzer: every reader of a file, of a query and of what is
 * typed, each with what must hold whatever it is given.
 */
package io.github.lstmsweep.fuzz;
