package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records deaths of processes that no trial caused. A death counts as such if every trial that the
 * process was working on was trained to its end later. Each one is a file {@code
 * _attempts/outside-…}.
 */
public final class Acquittals {
  /*
   * Nobody can tell what killed a process. A trial, a person, a scheduler that takes a machine
   * back, and a kernel short of memory all look the same from here.
   *
   * A trial however computes the same each time, so a trial that kills its process kills every one.
   * If all trials of a dead process succeed in a later one, the process was killed from outside.
   * Once that happens, a trial whose process died is less suspect than in a table without such
   * deaths.
   */
  static final String PREFIX = "outside-";

  private static final int DIGITS = 16;

  private final Storage storage;

  /** Makes the acquittals of the table in {@code storage}. */
  public Acquittals(Storage storage) {
    this.storage = storage;
  }

  /** Acquits a trial that has its row now, and no marker, of the given deaths. */
  public void acquit(List<Claimant> deaths) throws IOException {
    Claims claims = new Claims(storage);
    for (Claimant death : deaths) {
      // A different trial of this process may still be the cause.
      if (!claims.hasMarkerOf(death)) {
        byte[] process = death.process().getBytes(StandardCharsets.UTF_8);
        String name = PREFIX + Sha256.of(process).substring(0, DIGITS);
        storage.write(Layout.ATTEMPTS + "/" + name, death.text().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * Returns the number of records of about the last day. A run deletes older ones when it starts.
   */
  int count() throws IOException {
    return (int) storage.names(Layout.ATTEMPTS).stream().filter(n -> n.startsWith(PREFIX)).count();
  }
}
