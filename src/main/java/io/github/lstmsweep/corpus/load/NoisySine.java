package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.OptionalDouble;

/**
 * Makes the series of d2l.ai, chapter 9.1: {@code x_t = sin(0.01 t) + N(0, 0.2²)} for t from 1 to
 * 1,000. The noise uses this project's own random numbers and Box and Muller (1958), so it is the
 * same everywhere.
 */
final class NoisySine {
  static final String NAME = "noisy-sine";
  static final double NOISE = 0.2;

  private static final int LENGTH = 1_000;

  private NoisySine() {}

  static TimeSeries make() {
    RandomStream random = RandomStream.ofCorpus(NAME);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) (StrictMath.sin(0.01 * (i + 1)) + NOISE * normal(random));
    }
    return new TimeSeries(NAME, "", values, OptionalDouble.of(NOISE));
  }

  private static double normal(RandomStream random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextUnit()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextUnit());
  }
}
