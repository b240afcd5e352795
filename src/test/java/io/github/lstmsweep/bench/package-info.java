/** Measures speed; {@code docs/results.md} says how to start the programs. Not part of the jar. */
package io.github.lstmsweep.bench;
