package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.compact.Compacted.Kept;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.row.Groups;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts rows that are files of their own together into files of many. */
public final class Compaction {
  /*
   * Whoever reads the folder of the rows and knows nothing of this must see no row twice. So a file
   * of many rows is made in a hidden folder; a manifest then says, once and for all, which rows it
   * has; the single files are deleted; and only then does the file move among the rows. Whoever
   * knows manifests sees every row all the time, whoever does not lacks some for a while: for long
   * where the process is killed there, until the next compact or run, which do the rest.
   *
   * One process at a time has its turn (Turn.COMPACTION). Should two meet all the same, since one was
   * thought dead: the same rows make the same file of the same name; where they differ and two files
   * have a row both, the one of the later digest is written again without it before anything of
   * either is shown.
   *
   * A row is left alone while a process may be about to publish it a second time: while its trial
   * has a marker, and for some time after it was written, in which such a process would write its
   * marker anew. NFS may show another machine's markers and manifests up to 60 s late (acdirmax):
   * hence a minute and a half. Only what the trial alone decides goes into a file: `run --retry`
   * takes others out.
   */
  public static final Duration SETTLED = Duration.ofSeconds(90);

  /** Bytes of single files that make one file. */
  public static final long MOST_BYTES = 64L << 20;

  private static final Set<TrialStatus> DECIDED = EnumSet.of(TrialStatus.OK, TrialStatus.DIVERGED);

  private final Storage storage;
  private final CompactedRows compacted;
  private final Duration settled;

  /** Leaves rows alone that are younger than {@code settled}. */
  public Compaction(Storage storage, CompactedRows compacted, Duration settled) {
    this.storage = storage;
    this.compacted = compacted;
    this.settled = settled;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(TrialId id, byte[] bytes) {}

  /** Does all that can be done now. */
  public Compacted run(long mostBytes) throws IOException {
    settle();
    Set<TrialId> singles = singles();
    Set<TrialId> busy = new Claims(storage).markers().keySet();
    Instant limit = now().minus(settled);
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
    // One row is a file of its own already.
    if (batch.size() > 1) {
      rows += write(batch);
      files++;
    } else {
      count(kept, Kept.ALONE, batch.size());
    }
    settle();
    // A row that came since the list was made is young.
    int counted = kept.values().stream().mapToInt(n -> n).sum();
    count(kept, Kept.YOUNG, Math.max(0, singles().size() - counted));
    return new Compacted(rows, files, kept);
  }

  private static void count(Map<Kept, Integer> kept, Kept reason, int rows) {
    if (rows > 0) {
      kept.merge(reason, rows, Integer::sum);
    }
  }

  /** Finishes what was begun by whomever: shows files, once no other has one of their rows. */
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
        // The single files are better than it.
        withdraw(file.digest(), file.ids());
        return;
      }
      if (file.isHidden()) {
        storage.move(file.path(), Layout.rows(file.digest()));
      }
    }
    CompactedRows.Manifests manifests = compacted.manifests();
    if (!manifests.corrupt().isEmpty()) {
      // One of the files without a manifest may be its.
      return;
    }
    Set<RowsDigest> named = manifests.named();
    new Leftovers(storage)
        .deleteOld(
            Layout.COMPACTED,
            name -> Layout.digest(name).filter(digest -> !named.contains(digest)).isPresent());
  }

  /*
   * First what a process is writing that stood still since it looked for the row: deleted, it can
   * be published no more. Then the rows themselves; whoever publishes now finds the manifest.
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

  /** Whether it is whole and has all that its manifest says; a disk may have changed it since. */
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
   * Takes rows out of a file, which goes to {@code _quarantine}: another one has the others. Of a
   * file that is corrupt no row is left.
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

  /** Of two files that have a row both, the one of the later digest loses it. */
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

  /** A replaced file must be gone before the one that replaces it is shown. */
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

  /** The storage's own clock: that of another machine may differ by hours. */
  private Instant now() throws IOException {
    String file = Layout.ATTEMPTS + "/" + Layout.CLOCK + UUID.randomUUID();
    storage.write(file, new byte[0]);
    Instant now = storage.writtenAt(file);
    storage.delete(file);
    storage.delete(Layout.ATTEMPTS);
    return now;
  }

  /** The bytes of a row that may go into a file of many; else why not is counted. */
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
      // Set aside since it was listed.
      return Optional.empty();
    }
  }

  private Optional<Kept> kept(TrialId id, byte[] bytes, Instant limit) throws IOException {
    if (!DECIDED.contains(SingleRowFile.read(id, bytes).status())) {
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

  /** The single files go, so every column of each must be in what stands for them. */
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

  /** Hidden; the digest that names it. */
  private RowsDigest publish(byte[] rows) throws IOException {
    RowsDigest digest = RowsDigest.of(rows);
    String path = Layout.hiddenRows(digest);
    // A killed process may have left it, or another one be just as far; a bad disk's is not it.
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
