package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * Reads the clock by which a storage dates its files. The clock of this machine may differ from it
 * by hours.
 */
public final class StorageClock {
  private StorageClock() {}

  /** Returns the storage's time. The call writes a file and deletes it again. */
  public static Instant now(Storage storage) throws IOException {
    String file = Layout.ATTEMPTS + "/" + Layout.CLOCK + UUID.randomUUID();
    storage.write(file, new byte[0]);
    Instant now = storage.writtenAt(file);
    storage.delete(file);
    storage.delete(Layout.ATTEMPTS);
    return now;
  }
}
