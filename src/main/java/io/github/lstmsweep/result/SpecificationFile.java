package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.storage.CheckedReplacement;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** The file of the specification that made a table. */
public final class SpecificationFile {
  private static final String MEND =
      "the next run with the specification that made the table writes it again";

  private final Storage storage;
  private final TablePlace place;

  SpecificationFile(Storage storage, TablePlace place) {
    this.storage = storage;
    this.place = place;
  }

  /**
   * Returns the text of the specification; empty if there is no table yet.
   *
   * @throws UserException if the file is corrupt or cannot be read
   */
  public Optional<String> text() {
    try {
      return read();
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read "
              + Layout.SPECIFICATION
              + " of "
              + place
              + ": "
              + Reason.of(e)
              + (e instanceof CorruptFileException ? "; " + MEND : ""));
    }
  }

  /** Returns whether the file is there but is not what was written. */
  public boolean isCorrupt() {
    return place.call("read", () -> damage().isPresent());
  }

  /** Returns whether there is a file. */
  boolean exists() {
    return place.call("read", () -> storage.kind(Layout.SPECIFICATION) != Storage.Kind.ABSENT);
  }

  /** Returns the damage if the file is corrupt. */
  Optional<TableDamage> damage() throws IOException {
    try {
      Optional<String> unused = read();
      return Optional.empty();
    } catch (CorruptFileException e) {
      return Optional.of(new TableDamage(Layout.SPECIFICATION, Reason.of(e), MEND));
    }
  }

  private Optional<String> read() throws IOException {
    Optional<byte[]> bytes = storage.readIfPresent(Layout.SPECIFICATION);
    return bytes.isPresent() ? Optional.of(TextSeal.open(bytes.get())) : Optional.empty();
  }

  /** Writes the specification, unless there is one. */
  void publish(String text) throws IOException {
    storage.publish(Layout.SPECIFICATION, Layout.ATTEMPTS, TextSeal.seal(text));
  }

  /**
   * Replaces the specification by one that asks for more. If several processes do so at once, each
   * sees the result of the one before.
   *
   * @param isLess returns whether the table's current specification asks for less; may refuse it by
   *     an exception
   */
  public void extend(String text, Predicate<String> isLess) {
    boolean unused = replaceIf(content -> isLess.test(TextSeal.open(content)), text);
  }

  /**
   * Replaces the specification if it is corrupt.
   *
   * @return whether it was corrupt
   */
  public boolean restore(String text) {
    return replaceIf(SpecificationFile::isCorrupt, text);
  }

  private static boolean isCorrupt(byte[] content) {
    try {
      String unused = TextSeal.open(content);
      return false;
    } catch (CorruptFileException e) {
      return true;
    }
  }

  private boolean replaceIf(CheckedReplacement.Check check, String text) {
    return place.call(
        "write " + Layout.SPECIFICATION + " of",
        () -> Turn.SPECIFICATION.await(storage, () -> replace(storage, text, check)));
  }

  /** Replaces the specification. The caller must have its turn. */
  static boolean replace(Storage storage, String text, CheckedReplacement.Check check)
      throws IOException {
    return new CheckedReplacement(
            storage, Layout.SPECIFICATION, Layout.scratch(Turn.SPECIFICATION.id()))
        .replace(TextSeal.seal(text), check);
  }
}
