package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Takes a while for each trial and returns the results of {@link Results}. It prints the begin and
 * the end of each trial, with the process.
 */
final class AnnouncingTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  /**
   * The seed of a trial for two processes. The first process to train it ends only when a second
   * one does too.
   */
  static final long FOR_TWO = 500;

  private static final Duration EACH = Duration.ofMillis(300);

  private final String folder;

  /** Makes a trainer whose processes learn of each other by files in {@code folder}. */
  AnnouncingTrainer(Path folder) {
    this.folder = folder.toString();
  }

  @Override
  public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
    long seed = trial.hyperparameters().seed();
    announce("BEGAN", trial);
    sleep(EACH);
    if (seed == FOR_TWO) {
      awaitTheOther();
    }
    announce("ENDED", trial);
    return Results.ok(seed).ending().training().orElseThrow();
  }

  @Override
  public EngineVersion engine() {
    return new EngineVersion("announcing", "1", "none", "any-cpu");
  }

  /**
   * Returns the pattern of a printed line, {@code BEGAN} or {@code ENDED}. Its group 1 is the
   * process.
   */
  static Pattern printed(String what, String trial) {
    return Pattern.compile(what + " " + trial + " in process (\\d+)");
  }

  private static void announce(String what, Trial trial) {
    System.out.println(
        what + " " + trial.id().hex() + " in process " + ProcessHandle.current().pid());
  }

  private void awaitTheOther() {
    Path second = Path.of(folder, "second");
    if (isNew(Path.of(folder, "first"))) {
      while (!Files.exists(second)) {
        sleep(Duration.ofMillis(1));
      }
    } else {
      isNew(second);
    }
  }

  private static boolean isNew(Path file) {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
