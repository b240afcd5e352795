package io.github.lstmsweep.train.engine;

import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** A way to train trials: what it can train, what it promises, and how its trainer is made. */
public interface Engine {
  /** The name on the command line and in the column {@code engine}. */
  String name();

  /** What it trains with, in a few words for people. */
  String description();

  /**
   * Says why this engine cannot train a sweep, as a message that has no remedy; empty if it can.
   *
   * @param task of all trials
   */
  Optional<String> refusal(Task task, List<Trial> trials);

  /** Whether a trial has the same bits on every machine, so that another run can be compared. */
  boolean hasPortableBits();

  /** Whether the cost model predicts how long this engine trains. */
  boolean isTimePredicted();

  /** Whether it trains on a GPU that Spark gives to a task. */
  boolean trainsOnGpus();

  /** Whether it can pause a training and continue it later, with equal bits. */
  boolean canPause();

  /** Whether it trains several trials as one computation. */
  boolean packs();

  /**
   * Refuses to go on without the libraries that it needs in this process.
   *
   * @param gpu the property that asks Spark for a GPU; empty if none does
   * @throws io.github.lstmsweep.UserException if a library is missing
   */
  void requireLibraries(Optional<String> gpu);

  /** Trials of a pack, where an engine does not choose the number. */
  int PACK = 32;

  /** Makes a trainer whose packs have the size that suits the engine. */
  default TrialTrainer trainer() {
    return trainer(PACK);
  }

  /**
   * Makes a trainer.
   *
   * @param pack trials that it may train as one computation; 1 if it does not pack
   */
  TrialTrainer trainer(int pack);
}
