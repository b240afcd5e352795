package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Deaths of processes that no trial is to blame for: all that such a process was at work on were
 * trained to their end later. A file {@code _attempts/outside-…} for each.
 */
public final class Acquittals {
  /*
   * Nobody can tell who killed a process: a trial, a person, a scheduler that takes a machine back,
   * or the kernel for want of memory all look the same from here. But a trial computes the same
   * each time, and one that kills its process kills every one. So where all trials of a dead
   * process are trained in another, it was killed from outside; and where that happens, a trial
   * whose process died is under less suspicion than where nothing else dies.
   */
  static final String PREFIX = "outside-";

  private static final int DIGITS = 16;

  private final Storage storage;

  public Acquittals(Storage storage) {
    this.storage = storage;
  }

  /** Of a trial that has its row now, and no marker. */
  public void acquit(List<Claimant> deaths) throws IOException {
    Claims claims = new Claims(storage);
    for (Claimant death : deaths) {
      // Another of its trials may yet be the one to blame.
      if (!claims.hasMarkerOf(death)) {
        byte[] process = death.process().getBytes(StandardCharsets.UTF_8);
        String name = PREFIX + Sha256.of(process).substring(0, DIGITS);
        storage.write(Layout.ATTEMPTS + "/" + name, death.text().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** How many of the last day or so; a run clears older ones away when it starts. */
  int count() throws IOException {
    return (int) storage.names(Layout.ATTEMPTS).stream().filter(n -> n.startsWith(PREFIX)).count();
  }
}
