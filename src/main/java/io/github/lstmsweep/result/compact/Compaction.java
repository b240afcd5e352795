package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.claim.StorageClock;
import io.github.lstmsweep.result.compact.Compacted.Kept;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.row.Groups;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Merges one-row files into files of many rows. */
public final class Compaction {
  /*
   * A reader of the folder of rows who knows nothing of compaction must see no row twice. So a file
   * of many rows is first written to a hidden folder. A manifest then says, for good, which rows it
   * has. Next the one-row files are deleted. Only then does the file move among the rows.
   *
   * A reader who knows manifests sees every row at any time. A reader who does not know them misses
   * some rows for a while. If the process is killed at that point, they are missing until the next
   * compact or run, which finishes the work.
   *
   * One process at a time has its turn (Turn.COMPACTION). Two may still meet if one of them was
   * thought dead. Identical rows make one file under one name. If two files differ but share a row,
   * the one with the later digest is rewritten without it, before either is shown.
   *
   * A row is left alone while a process may be about to publish it a second time. That is while its
   * trial has a marker, and for some time after the row was written. Within that time such a
   * process would rewrite its marker. NFS may show another machine's markers and manifests up to 60
   * s late (acdirmax), so the time is a minute and a half.
   *
   * Only rows that the trial alone decides go into a file. `run --retry` takes the other rows out.
   */
  public static final Duration SETTLED = Duration.ofSeconds(90);

  /** Bytes of one-row files that are merged into one file. */
  public static final long MOST_BYTES = 64L << 20;

  private final Storage storage;
  private final CompactedRows compacted;
  private final Duration settled;

  /** Makes a compaction that leaves rows younger than {@code settled} alone. */
  public Compaction(Storage storage, CompactedRows compacted, Duration settled) {
    this.storage = storage;
    this.compacted = compacted;
    this.settled = settled;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(TrialId id, byte[] bytes) {}

  /**
   * Compacts all rows that can be compacted now.
   *
   * @param mostBytes bytes of one-row files after which a new file begins
   */
  public Compacted run(long mostBytes) throws IOException {
    settle();
    Set<TrialId> singles = singles();
    Set<TrialId> busy = new Claims(storage).markers().keySet();
    Instant limit = StorageClock.now(storage).minus(settled);
    List<TrialId> ids =
        singles.stream()
            .filter(id -> !busy.contains(id))
            .sorted(Comparator.comparing(TrialId::hex))
            .toList();
    Map<Kept, Integer> kept = new EnumMap<>(Kept.class);
    count(kept, Kept.IN_WORK, singles.size() - ids.size());
    int rows = 0;
    int files = 0;
    List<Row> batch = new ArrayList<>();
    long bytes = 0;
    for (TrialId id : ids) {
      Optional<byte[]> row = compactable(id, limit, kept);
      if (row.isPresent()) {
        batch.add(new Row(id, row.get()));
        bytes += row.get().length;
      }
      if (bytes >= mostBytes) {
        rows += write(batch);
        files++;
        batch.clear();
        bytes = 0;
      }
    }
    // One row already has its own file.
    if (batch.size() > 1) {
      rows += write(batch);
      files++;
    } else {
      count(kept, Kept.ALONE, batch.size());
    }
    settle();
    // A row that appeared since the list was made is young.
    int counted = kept.values().stream().mapToInt(n -> n).sum();
    count(kept, Kept.YOUNG, Math.max(0, singles().size() - counted));
    return new Compacted(rows, files, kept);
  }

  private static void count(Map<Kept, Integer> kept, Kept reason, int rows) {
    if (rows > 0) {
      kept.merge(reason, rows, Integer::sum);
    }
  }

  /**
   * Finishes the compactions of any process. A file is shown only when no other file has one of its
   * rows.
   */
  public void settle() throws IOException {
    if (storage.names(Layout.COMPACTED).isEmpty()) {
      return;
    }
    separate();
    Set<String> rows = new HashSet<>(storage.names(Layout.TRIALS));
    for (RowsDigest digest : compacted.manifests().replaced()) {
      retire(digest, rows);
    }
    for (CompactedRows.File file : compacted.files()) {
      Set<TrialId> singles =
          file.ids().stream()
              .filter(id -> rows.contains(Layout.name(Layout.row(id))))
              .collect(Collectors.toSet());
      if (!singles.isEmpty() && !deleteSingles(file, singles)) {
        // The one-row files are whole and the merged file is not.
        withdraw(file.digest(), file.ids());
        return;
      }
      if (file.isHidden()) {
        storage.move(file.path(), Layout.rows(file.digest()));
      }
    }
    CompactedRows.Manifests manifests = compacted.manifests();
    if (!manifests.corrupt().isEmpty()) {
      // A corrupt manifest may belong to one of the files without a manifest.
      return;
    }
    Set<RowsDigest> named = manifests.named();
    new Leftovers(storage)
        .deleteOld(
            Layout.COMPACTED,
            name -> Layout.digest(name).filter(digest -> !named.contains(digest)).isPresent());
  }

  /*
   * Files that are being written come first. Their process may have stalled since it looked for the
   * row, and once they are deleted it cannot publish them. Then the rows are deleted. A process
   * that publishes from now on finds the manifest.
   */
  private boolean deleteSingles(CompactedRows.File file, Set<TrialId> singles) throws IOException {
    if (!hasRows(file)) {
      return false;
    }
    Leftovers leftovers = new Leftovers(storage);
    for (TrialId id : singles) {
      leftovers.clearTemporaries(Layout.scratch(id));
    }
    storage.deleteAll(
        Layout.TRIALS, singles.stream().map(id -> Layout.name(Layout.row(id))).toList());
    return true;
  }

  /**
   * Returns whether the file is whole and has every row of its manifest. A disk may have changed it
   * since.
   */
  private boolean hasRows(CompactedRows.File file) throws IOException {
    try {
      byte[] bytes = compacted.read(file.digest());
      return file.digest().equals(RowsDigest.of(bytes))
          && MultiRowFile.ids(bytes).containsAll(file.ids());
    } catch (CorruptFileException e) {
      return false;
    }
  }

  /**
   * Withdraws rows from a file. The file moves to {@code _quarantine}, and a new one holds the
   * remaining rows. A corrupt file has no remaining rows.
   */
  public void withdraw(RowsDigest digest, Set<TrialId> ids) throws IOException {
    Set<TrialId> left = new HashSet<>();
    compacted.files().stream()
        .filter(file -> file.digest().equals(digest))
        .forEach(file -> left.addAll(file.ids()));
    left.removeAll(ids);
    Optional<RowsDigest> file = Optional.empty();
    try {
      byte[] bytes = compacted.read(digest);
      MultiRowFile.check(bytes);
      if (!left.isEmpty()) {
        file = Optional.of(publish(MultiRowFile.without(bytes, ids)));
      }
    } catch (CorruptFileException e) {
      left.clear();
    }
    publish(new Manifest(file, Optional.of(digest), left));
    settle();
  }

  /** If two files share a row, removes it from the one with the later digest. */
  private void separate() throws IOException {
    Set<TrialId> seen = new HashSet<>();
    for (CompactedRows.File file : compacted.files()) {
      Set<TrialId> twice = new HashSet<>(file.ids());
      twice.retainAll(seen);
      if (!twice.isEmpty()) {
        withdraw(file.digest(), twice);
        return;
      }
      seen.addAll(file.ids());
    }
  }

  /** Removes a replaced file, which must be gone before its replacement is shown. */
  private void retire(RowsDigest digest, Set<String> rows) throws IOException {
    String hidden = Layout.hiddenRows(digest);
    String shown = Layout.rows(digest);
    String target =
        Layout.quarantined(shown, UUID.randomUUID().toString().replace("-", "").substring(0, 16));
    if (storage.kind(hidden) != Storage.Kind.ABSENT) {
      storage.move(hidden, target);
    }
    if (rows.contains(Layout.name(shown)) || storage.kind(shown) != Storage.Kind.ABSENT) {
      storage.move(shown, target);
    }
  }

  private Set<TrialId> singles() throws IOException {
    Set<TrialId> singles =
        storage.names(Layout.TRIALS).stream()
            .flatMap(name -> Layout.trial(name).stream())
            .collect(Collectors.toCollection(HashSet::new));
    singles.removeAll(compacted.byTrial().keySet());
    return singles;
  }

  /** Returns the bytes of a row that may be merged; otherwise counts the reason why not. */
  private Optional<byte[]> compactable(TrialId id, Instant limit, Map<Kept, Integer> kept)
      throws IOException {
    String file = Layout.row(id);
    try {
      byte[] bytes = storage.read(file);
      Optional<Kept> reason = kept(id, bytes, limit);
      reason.ifPresent(why -> count(kept, why, 1));
      return reason.isPresent() ? Optional.empty() : Optional.of(bytes);
    } catch (CorruptFileException e) {
      count(kept, Kept.UNREADABLE, 1);
      return Optional.empty();
    } catch (NoSuchFileException | FileNotFoundException e) {
      // The row was set aside since it was listed.
      return Optional.empty();
    }
  }

  private Optional<Kept> kept(TrialId id, byte[] bytes, Instant limit) throws IOException {
    if (!SingleRowFile.read(id, bytes).status().isDecidedByTheTrial()) {
      return Optional.of(Kept.UNDECIDED);
    }
    if (!MultiRowFile.knowsColumnsOf(bytes)) {
      return Optional.of(Kept.OTHER_COLUMNS);
    }
    return storage.writtenAt(Layout.row(id)).isAfter(limit)
        ? Optional.of(Kept.YOUNG)
        : Optional.empty();
  }

  private int write(List<Row> batch) throws IOException {
    byte[] bytes =
        MultiRowFile.write(
            sink -> {
              for (Row row : batch) {
                sink.add(SingleRowFile.row(row.id(), row.bytes()));
              }
            });
    Set<TrialId> ids = batch.stream().map(Row::id).collect(Collectors.toSet());
    requireSameRows(batch, bytes);
    publish(new Manifest(Optional.of(publish(bytes)), Optional.empty(), ids));
    settle();
    return batch.size();
  }

  /**
   * Checks that the merged file has every column of every row, because the one-row files are
   * deleted.
   */
  private static void requireSameRows(List<Row> batch, byte[] bytes) throws IOException {
    MultiRowFile.check(bytes);
    Iterator<Row> rows = batch.iterator();
    MultiRowFile.each(
        bytes,
        written -> {
          Row row = rows.hasNext() ? rows.next() : null;
          if (row == null || !Groups.areSame(SingleRowFile.row(row.id(), row.bytes()), written)) {
            throw new IOException("a row was written otherwise than it was read");
          }
        });
    if (rows.hasNext()) {
      throw new IOException("the row of trial " + rows.next().id() + " was not written");
    }
  }

  /** Publishes a hidden file of rows and returns the digest that names it. */
  private RowsDigest publish(byte[] rows) throws IOException {
    RowsDigest digest = RowsDigest.of(rows);
    String path = Layout.hiddenRows(digest);
    // A killed process may have left this file, or a different one may have got just as far. A file
    // that a bad disk changed does not count.
    if (!storage.publish(path, Layout.ATTEMPTS, rows)
        && !RowsDigest.of(compacted.read(digest)).equals(digest)) {
      throw new CorruptFileException(path + " is not what was written under its name");
    }
    return digest;
  }

  private void publish(Manifest manifest) throws IOException {
    storage.publish(manifest.path(), Layout.ATTEMPTS, manifest.bytes());
  }
}
