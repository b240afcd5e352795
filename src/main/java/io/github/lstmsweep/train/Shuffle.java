package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.random.RandomStream;

/** Shuffles the previous epoch's order by Fisher and Yates, with the trial's own random numbers. */
public final class Shuffle implements EpochOrder {
  private final RandomStream random;

  private Shuffle(RandomStream random) {
    this.random = random;
  }

  /** Returns the order of a trial before its first epoch. */
  public static Shuffle of(Trial trial) {
    return new Shuffle(RandomStream.of(trial.trainingId(), RandomStream.Purpose.SHUFFLE));
  }

  @Override
  public void arrange(int[] windows) {
    for (int i = windows.length - 1; i > 0; i--) {
      int j = random.nextBelow(i + 1);
      int swapped = windows[i];
      windows[i] = windows[j];
      windows[j] = swapped;
    }
  }
}
