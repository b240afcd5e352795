/** Programs that measure; {@code submit/bench.sh} starts them. Not part of the jar. */
package io.github.lstmsweep.bench;
