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
  /** Pause before a marker that looks half-written is read once more. */
  private static final Duration HALF_WRITTEN = Duration.ofMillis(100);

  /** Returns the marker with this text. */
  static SeenMarker of(String text, Instant beat) {
    return new SeenMarker(text, Claimant.parse(text), beat);
  }

  /**
   * Reads a marker; empty if it is gone. A marker that may be half-written is read again after a
   * pause.
   */
  static Optional<SeenMarker> read(Storage storage, String path) throws IOException {
    try {
      String text = text(storage, path);
      if (Claimant.parse(text).isEmpty()) {
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

  private static String text(Storage storage, String path) throws IOException {
    return new String(storage.read(path), StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(HALF_WRITTEN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
