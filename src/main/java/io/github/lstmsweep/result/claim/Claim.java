package io.github.lstmsweep.result.claim;

import java.util.List;

/**
 * The answer to a process that claimed a trial.
 *
 * @param verdict whether to train the trial
 * @param deaths processes that were working on the trial and left no row
 * @param outside number of deaths in this table that no trial caused; counted only if this trial
 *     has deaths
 * @param work to be closed when the trial has its row or is given up; does nothing unless the trial
 *     is ours
 */
public record Claim(Verdict verdict, List<Claimant> deaths, int outside, Work work) {
  /** The verdict on a claim. */
  public enum Verdict {
    /** The trial is ours: train it. */
    OURS,
    /** The trial has its row. */
    FINISHED,
    /** Another process is working on the trial. */
    TAKEN
  }

  /** Copies the list. */
  public Claim {
    deaths = List.copyOf(deaths);
  }

  /** Returns the claim of a trial that has its row. */
  public static Claim finished() {
    return new Claim(Verdict.FINISHED, List.of(), 0, Work.NONE);
  }

  static Claim taken() {
    return new Claim(Verdict.TAKEN, List.of(), 0, Work.NONE);
  }

  /** A marker that says that this process is alive and at work. */
  public interface Work extends AutoCloseable {
    /** A marker that does nothing, for a trial that is not ours. */
    Work NONE =
        new Work() {
          @Override
          public void begin() {}

          @Override
          public void close() {}
        };

    /** Says that training begins now, if the trial was claimed before its turn. */
    void begin();

    /** Deletes the marker. It may stay if the storage fails. */
    @Override
    void close();
  }
}
