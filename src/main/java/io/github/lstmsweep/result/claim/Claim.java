package io.github.lstmsweep.result.claim;

import java.util.List;

/**
 * What a process may do with a trial that it asked for.
 *
 * @param verdict whether to train it
 * @param deaths of processes that were at work on it and left no row
 * @param outside deaths of other processes in this table that no trial is to blame for; counted
 *     only where this one has deaths
 * @param work to be ended when the trial has its row or is given up; does nothing unless it is ours
 */
public record Claim(Verdict verdict, List<Claimant> deaths, int outside, Work work) {
  /** What to do. */
  public enum Verdict {
    /** It is ours: train it. */
    OURS,
    /** It has its row. */
    FINISHED,
    /** Another process is at work on it. */
    TAKEN
  }

  /** Keeps its own copy. */
  public Claim {
    deaths = List.copyOf(deaths);
  }

  public static Claim finished() {
    return new Claim(Verdict.FINISHED, List.of(), 0, Work.NONE);
  }

  static Claim taken() {
    return new Claim(Verdict.TAKEN, List.of(), 0, Work.NONE);
  }

  /** A marker that says that this process is alive and at work. */
  public interface Work extends AutoCloseable {
    /** Nobody's. */
    Work NONE =
        new Work() {
          @Override
          public void begin() {}

          @Override
          public void close() {}
        };

    /** Says that the trial is trained from now on, where it was asked for before its turn. */
    void begin();

    /** Takes the marker away, as far as the storage lets it. */
    @Override
    void close();
  }
}
