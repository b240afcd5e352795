package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The file of the test score of a table's best trial. */
public final class TestResultFile {
  private final Storage storage;
  private final TablePlace place;

  TestResultFile(Storage storage, TablePlace place) {
    this.storage = storage;
    this.place = place;
  }

  /**
   * Returns the test score; empty if it is not measured or is corrupt. {@link TableUpkeep#damage}
   * reports a corrupt one.
   */
  public Optional<TestResult> read() {
    return place.call(
        "read " + Layout.TEST + " of",
        () -> {
          try {
            return stored();
          } catch (CorruptFileException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Stores the test score, unless one is stored.
   *
   * @return the stored score: that of a different run, if it was first
   */
  public TestResult publish(TestResult result) {
    boolean unused =
        place.call(
            "write " + Layout.TEST + " of",
            () -> {
              // The disk may have been unmounted during the measurement.
              new Claims(storage).requireTable();
              return storage.publish(Layout.TEST, Layout.ATTEMPTS, result.json());
            });
    return read().orElse(result);
  }

  /** Returns the damage if the file is corrupt. */
  Optional<TableDamage> damage() throws IOException {
    try {
      Optional<TestResult> unused = stored();
      return Optional.empty();
    } catch (CorruptFileException e) {
      return Optional.of(
          new TableDamage(
              Layout.TEST,
              Reason.of(e),
              "the next run sets it aside and scores the best trial again"));
    }
  }

  /**
   * Sets the file aside if it is corrupt.
   *
   * @return one line if it was set aside
   */
  List<String> mend() throws IOException {
    Optional<TableDamage> damage = damage();
    return damage.isPresent()
        ? new Quarantine(storage).set(Layout.TEST, damage.get().problem())
        : List.of();
  }

  private Optional<TestResult> stored() throws IOException {
    Optional<byte[]> bytes = storage.readIfPresent(Layout.TEST);
    return bytes.isPresent() ? Optional.of(TestResult.read(bytes.get())) : Optional.empty();
  }
}
