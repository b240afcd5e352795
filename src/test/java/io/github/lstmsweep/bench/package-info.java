/** Programs that measure; {@code docs/results.md} says how to start them. Not part of the jar. */
package io.github.lstmsweep.bench;
