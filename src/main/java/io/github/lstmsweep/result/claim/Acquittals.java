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
 * _attempts/outside-…}. A process of which a trial ended otherwise is a file {@code
 * _attempts/suspect-…}, and is never acquitted.
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
   *
   * A row takes the markers of its trial away, whatever its status. So a suspicion must be recorded
   * before the row is published.
   */
  private static final String OUTSIDE = "outside-";

  private static final String SUSPECT = "suspect-";

  private static final int DIGITS = 16;

  private final Storage storage;

  /** Makes the acquittals of the table in {@code storage}. */
  public Acquittals(Storage storage) {
    this.storage = storage;
  }

  /** Returns whether a file of this name in the folder of attempts is such a record. */
  static boolean isRecord(String name) {
    return name.startsWith(OUTSIDE) || name.startsWith(SUSPECT);
  }

  /** Acquits a trial that was trained to its end, and that has no marker, of the given deaths. */
  public void acquit(List<Claimant> deaths) throws IOException {
    Claims claims = new Claims(storage);
    for (Claimant death : deaths) {
      // A different trial of this process may still be the cause. Its suspicion is recorded before
      // its marker goes, so the marker is looked for first.
      if (!claims.hasMarkerOf(death) && storage.kind(path(SUSPECT, death)) == Storage.Kind.ABSENT) {
        record(OUTSIDE, death);
      }
    }
  }

  /** Records that a trial may have caused the given deaths, since it was not trained to its end. */
  public void suspect(List<Claimant> deaths) throws IOException {
    for (Claimant death : deaths) {
      record(SUSPECT, death);
    }
  }

  private void record(String prefix, Claimant death) throws IOException {
    storage.write(path(prefix, death), death.text().getBytes(StandardCharsets.UTF_8));
  }

  private static String path(String prefix, Claimant death) {
    byte[] process = death.process().getBytes(StandardCharsets.UTF_8);
    return Layout.ATTEMPTS + "/" + prefix + Sha256.of(process).substring(0, DIGITS);
  }

  /**
   * Returns the number of acquitted processes of about the last day. A run deletes older records
   * when it starts.
   */
  int count() throws IOException {
    return (int) storage.names(Layout.ATTEMPTS).stream().filter(n -> n.startsWith(OUTSIDE)).count();
  }
}
