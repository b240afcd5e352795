package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A marker that was read.
 *
 * @param text the content of its file
 * @param claimant the process that wrote it; empty if it is half-written
 * @param beat the time at which it was last written, by the storage's clock
 */
record SeenMarker(String text, Optional<Claimant> claimant, Instant beat) {
  /*
   * A marker is rewritten in place, so it may be read in the midst of a write. That takes
   * milliseconds, or longer on a slow storage. After a second its process has died or is frozen.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int MOST_PAUSES = 10;

  /** Returns the marker with this text. */
  static SeenMarker of(String text, Instant beat) {
    return new SeenMarker(text, Claimant.parse(text), beat);
  }

  /** Reads a marker; empty if it is gone. A half-written one is read again for a second. */
  static Optional<SeenMarker> read(Storage storage, String path) throws IOException {
    try {
      String text = text(storage, path);
      for (int pauses = 0; Claimant.parse(text).isEmpty() && pauses < MOST_PAUSES; pauses++) {
        pause();
        text = text(storage, path);
      }
      return Optional.of(of(text, storage.writtenAt(path)));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Returns whether its process has had the trial for a while. */
  boolean isWorking() {
    return Marker.isWorking(text);
  }

  /** Returns whether its trial has not begun. */
  boolean isWaiting() {
    return Marker.isWaiting(text);
  }

  /** Returns the time since which its process has the trial, by the clock of that process. */
  Optional<Instant> since() {
    return Marker.since(text);
  }

  /**
   * Returns whether its process is at work on the trial. The system answers for processes of this
   * machine. Every other process is at work if it has rewritten the marker lately.
   *
   * @param self a process of this machine
   * @param now the time by the storage's clock
   */
  boolean isRunning(Claimant self, Instant now) {
    return claimant.isPresent()
        && !isWaiting()
        && !self.knowsIsGone(claimant.get())
        && (self.knowsIsAlive(claimant.get()) || beat.isAfter(now.minus(Judge.SILENCE)));
  }

  private static String text(Storage storage, String path) throws IOException {
    return new String(storage.read(path), StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
