package io.github.lstmsweep.gpu.pack;

/**
 * How the pass backward gets the gates of a state. Both ways have equal bits. A cell of the kind
 * rnn needs none.
 */
public enum Gates {
  /** The pass forward stores them: S·H floats of a state that go to the memory and back. */
  STORED,
  /** The pass backward computes them again from the states: G·H·H more multiply-adds of a layer. */
  COMPUTED_AGAIN
}
