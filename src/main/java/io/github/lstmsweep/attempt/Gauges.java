package io.github.lstmsweep.attempt;

/** Holds the gauges of the trials in training, for whoever reports them. Thread-safe. */
public interface Gauges {
  /** Holds none. */
  Gauges NONE =
      new Gauges() {
        @Override
        public void add(TrialGauge gauge) {}

        @Override
        public void remove(TrialGauge gauge) {}
      };

  /** The training of a trial begins. */
  void add(TrialGauge gauge);

  /** The training ended, in whichever way. */
  void remove(TrialGauge gauge);
}
