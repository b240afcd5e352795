package io.github.lstmsweep.result;

import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.CurvedRow;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.row.WholeRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Memory;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Reads rows, both from one-row files and from files of many rows. */
final class StoredRows {
  /*
   * A compaction may move a row between the lookup and the read. So a missing row is looked up
   * again as long as it is listed. A row that is not listed any more was set aside. No table is
   * compacted this often while a few rows are read.
   */
  private static final int MOST_LOOKS = 100;

  private final Storage storage;
  private final CompactedRows compacted;
  private final String place;

  /** Reads the rows of one table. {@code place} names the table in messages. */
  StoredRows(Storage storage, CompactedRows compacted, String place) {
    this.storage = storage;
    this.compacted = compacted;
    this.place = place;
  }

  /** The values that were read, and the rows that could not be read. */
  private record Read<T>(Map<TrialId, T> values, Collection<UnreadableRow> unreadable) {}

  private interface Single<T> {
    T read(TrialId id, byte[] bytes) throws IOException;
  }

  private interface Several<T> {
    Map<TrialId, T> read(Set<TrialId> ids, byte[] bytes) throws IOException;
  }

  /** Returns the trials that have a row. */
  Set<TrialId> finished() throws IOException {
    // The order matters: a compaction lists a row in its manifest before it deletes the one-row
    // file.
    Set<TrialId> finished =
        storage.names(Layout.TRIALS).stream()
            .flatMap(name -> Layout.trial(name).stream())
            .collect(Collectors.toCollection(HashSet::new));
    compacted.files().forEach(file -> finished.addAll(file.ids()));
    return finished;
  }

  /**
   * Groups {@code ids} by the file that holds their row. The keys are paths relative to the table.
   */
  Map<String, Set<TrialId>> byFile(Set<TrialId> ids) throws IOException {
    Map<TrialId, CompactedRows.File> files = compacted.byTrial();
    Map<String, Set<TrialId>> byFile = new LinkedHashMap<>();
    for (TrialId id : ids) {
      CompactedRows.File file = files.get(id);
      byFile
          .computeIfAbsent(file == null ? Layout.row(id) : file.path(), k -> new HashSet<>())
          .add(id);
    }
    return byFile;
  }

  /** Returns the rows of {@code ids}, without their curves. */
  TableRows rows(Set<TrialId> ids) throws IOException {
    Read<TrialRow> read = read(ids, SingleRowFile::read, MultiRowFile::read);
    return new TableRows(List.copyOf(read.values.values()), List.copyOf(read.unreadable));
  }

  /** Returns the rows of {@code ids} with their curves. */
  TableRows.WithCurves withCurves(Set<TrialId> ids) throws IOException {
    Read<CurvedRow> read = read(ids, SingleRowFile::readWithCurve, MultiRowFile::readWithCurves);
    return TableRows.WithCurves.of(read.values.values(), List.copyOf(read.unreadable));
  }

  /** Returns those of {@code ids} that have no readable row. A sealed file is not decoded. */
  List<UnreadableRow> unreadable(Set<TrialId> ids) throws IOException {
    Read<Boolean> read =
        read(
            ids,
            (id, bytes) -> {
              SingleRowFile.check(id, bytes);
              return true;
            },
            (all, bytes) -> {
              MultiRowFile.check(bytes);
              return all.stream().collect(Collectors.toMap(id -> id, id -> true));
            });
    return List.copyOf(read.unreadable);
  }

  /**
   * Returns those of {@code ids} whose files other readers must not decode. Such a file has no
   * readable row, needs a decompressor, or asks for memory without bounds.
   */
  List<UnreadableRow> unfitForOtherReaders(Set<TrialId> ids) throws IOException {
    Read<Boolean> read =
        read(
            ids,
            (id, bytes) -> {
              SingleRowFile.checkForOtherReaders(id, bytes);
              return true;
            },
            (all, bytes) -> {
              MultiRowFile.checkForOtherReaders(bytes);
              return all.stream().collect(Collectors.toMap(id -> id, id -> true));
            });
    return List.copyOf(read.unreadable);
  }

  /** Returns the rows of {@code ids}, each with the bytes of a one-row file. */
  RowFiles.Checked checked(Set<TrialId> ids) throws IOException {
    Read<CheckedRow> read = read(ids, CheckedRow::ofSingle, CheckedRow::ofSeveral);
    return new RowFiles.Checked(read.values, List.copyOf(read.unreadable));
  }

  /** Returns the row of a trial with every column. */
  WholeRow whole(TrialId id) throws IOException {
    Optional<CompactedRows.File> file = file(id);
    return file.isPresent()
        ? WholeRow.ofSeveral(id, compacted.read(file.get().digest()))
        : WholeRow.ofSingle(id, storage.read(Layout.row(id)));
  }

  private Optional<CompactedRows.File> file(TrialId id) throws IOException {
    return compacted.files().stream().filter(f -> f.ids().contains(id)).findFirst();
  }

  private <T> Read<T> read(Set<TrialId> ids, Single<T> single, Several<T> several)
      throws IOException {
    Read<T> read = new Read<>(new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>());
    Set<TrialId> left = ids;
    for (int look = 0; look < MOST_LOOKS && !left.isEmpty(); look++) {
      Set<TrialId> gone = ConcurrentHashMap.newKeySet();
      Map<TrialId, CompactedRows.File> files = compacted.byTrial();
      List<TrialId> singles = new ArrayList<>();
      Map<RowsDigest, Set<TrialId>> inFiles = new TreeMap<>();
      for (TrialId id : left) {
        CompactedRows.File file = files.get(id);
        if (file == null) {
          singles.add(id);
        } else {
          inFiles.computeIfAbsent(file.digest(), k -> new HashSet<>()).add(id);
        }
      }
      // Thousands of one-row files are slow to read one after the other, so they are read in
      // parallel. Files of many rows are not: together they would fill the heap.
      singles.parallelStream().forEach(id -> readSingle(id, single, read, gone));
      inFiles.forEach((digest, all) -> readSeveral(digest, all, several, read, gone));
      left = gone;
      if (!left.isEmpty()) {
        left.retainAll(finished());
      }
    }
    return read;
  }

  private <T> void readSingle(TrialId id, Single<T> single, Read<T> read, Set<TrialId> gone) {
    String file = Layout.row(id);
    byte[] bytes = {};
    try {
      bytes = storage.read(file);
      read.values.put(id, single.read(id, bytes));
    } catch (CorruptFileException e) {
      read.unreadable.add(
          isSealed(id, bytes)
              ? UnreadableRow.unknownHere(id, file, place, e)
              : UnreadableRow.of(id, file, place, e));
    } catch (NoSuchFileException | FileNotFoundException e) {
      gone.add(id);
    } catch (IOException e) {
      if (isGone(file)) {
        gone.add(id);
      } else {
        read.unreadable.add(UnreadableRow.of(id, file, place, e));
      }
    } catch (OutOfMemoryError e) {
      read.unreadable.add(UnreadableRow.of(id, file, place, tooMuch()));
    }
  }

  /** Returns whether the file is what was published. A run then keeps it. */
  private static boolean isSealed(TrialId id, byte[] bytes) {
    try {
      return SingleRowFile.isSealed(id, bytes);
    } catch (CorruptFileException e) {
      return false;
    }
  }

  /**
   * Returns the error for a full heap. The row counts as out of reach, not as corrupt, because rows
   * that were read at the same time may have used the memory.
   */
  private static IOException tooMuch() {
    return Memory.exceeded("reading it takes more memory than this process has left");
  }

  private <T> void readSeveral(
      RowsDigest digest, Set<TrialId> ids, Several<T> several, Read<T> read, Set<TrialId> gone) {
    String file = Layout.rows(digest);
    byte[] bytes = {};
    try {
      bytes = compacted.read(digest);
      read.values.putAll(new HashMap<>(several.read(ids, bytes)));
    } catch (CorruptFileException e) {
      boolean sealed = isSealed(bytes);
      ids.forEach(
          id ->
              read.unreadable.add(
                  sealed
                      ? UnreadableRow.unknownHere(id, file, place, e)
                      : UnreadableRow.of(id, file, place, e)));
    } catch (NoSuchFileException | FileNotFoundException e) {
      gone.addAll(ids);
    } catch (IOException e) {
      ids.forEach(id -> read.unreadable.add(UnreadableRow.of(id, file, place, e)));
    } catch (OutOfMemoryError e) {
      ids.forEach(id -> read.unreadable.add(UnreadableRow.of(id, file, place, tooMuch())));
    }
  }

  /** Returns whether a file of many rows is what was written. */
  private static boolean isSealed(byte[] bytes) {
    try {
      MultiRowFile.check(bytes);
      return true;
    } catch (CorruptFileException e) {
      return false;
    }
  }

  private boolean isGone(String file) {
    try {
      return storage.kind(file) == Storage.Kind.ABSENT;
    } catch (IOException e) {
      return false;
    }
  }
}
