package io.github.lstmsweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Markers of processes that died while they trained a trial. */
public final class DeadProcesses {
  private DeadProcesses() {}

  /** Writes the markers of {@code count} processes of another machine, all too old to be alive. */
  public static void of(Path out, String trial, int count) throws IOException {
    Path scratch = Files.createDirectories(out.resolve("_attempts").resolve(trial));
    for (int pid = 1; pid <= count; pid++) {
      Path marker =
          Files.writeString(
              scratch.resolve("started-" + pid),
              "run: r%d\ndriver here: true\nhost: elsewhere\nboot: b\nnamespace: n\npid: %d\nstarted: 1\n"
                  .formatted(pid, pid));
      Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minusSeconds(100)));
    }
  }
}
