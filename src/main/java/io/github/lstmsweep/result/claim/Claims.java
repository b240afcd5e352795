package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is at work on which trial: a marker {@code _attempts/ID/started-…} for each, which its
 * process writes anew every few seconds. A marker without a row whose process is gone is a death:
 * of the trial's making, or of somebody's who killed the process.
 *
 * <p>A claim never guards a row, which publishing alone does: it keeps two drivers from doing the
 * same work, and counts deaths. So nothing is lost where clocks or markers are wrong, but time.
 */
public final class Claims {
  /*
   * Which markers tell of deaths: those of the same run, whose driver lives and was told that the
   * process is lost, unless it is seen to live (Spark gave it up, or tries the trial twice); and
   * those of processes that had their driver in them. Of another run's executors nobody knows
   * whether they died or were stopped when their driver ended. Nor is a trial to blame for a
   * machine that was started again, nor for what happened before its turn.
   */
  private static final String PREFIX = "started-";

  /** From when on a marker that was not written anew is that of a process that died or hangs. */
  static final Duration STALE = Duration.ofSeconds(60);

  /**
   * From when on a marker is that of a machine that was started again: the boot id is another one.
   * Two machines may have one name, such as containers on two hosts, and both write theirs anew.
   */
  private static final Duration RESTARTED = Marker.BEAT.multipliedBy(2);

  /** Nobody's marker is taken away so often by mistake. */
  private static final int MOST_TRIES = 5;

  /** After which one that is still half is read once more. */
  private static final Duration HALF_WRITTEN = Duration.ofMillis(100);

  private final Storage storage;
  private final Finished finished;

  /** Tells which trials have a row that is not a file of its own. */
  @FunctionalInterface
  public interface Finished {
    /** Whether this trial has one. */
    boolean has(TrialId id) throws IOException;
  }

  /** The claims of a table that has no file of several rows. */
  public Claims(Storage storage) {
    this(storage, id -> false);
  }

  public Claims(Storage storage, Finished finished) {
    this.storage = storage;
    this.finished = finished;
  }

  static boolean isMarker(String name) {
    return name.startsWith(PREFIX);
  }

  /** Asks for a trial; where it is ours, a marker says so from now on. */
  public Claim claim(TrialId id, Claimant self) throws IOException {
    return claim(id, self, Marker::ofWork);
  }

  /**
   * The same for a trial whose turn comes later. One that somebody was at work on is not to be had
   * before its turn: should its process die of it once more, that must count.
   */
  public Claim claimAhead(TrialId id, Claimant self) throws IOException {
    if (storage.names(Layout.scratch(id)).stream().anyMatch(Claims::isMarker)) {
      return Claim.taken();
    }
    return claim(id, self, Marker::ofWaiting);
  }

  private interface NewMarker {
    Marker at(Storage storage, String path, Claimant self);
  }

  private Claim claim(TrialId id, Claimant self, NewMarker markers) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return isFinished(id) ? Claim.finished() : ask(id, self, markers);
      } catch (NoSuchFileException | FileNotFoundException e) {
        // Somebody took our marker away, such as who published, which the next look tells.
        requireTable();
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private Claim ask(TrialId id, Claimant self, NewMarker markers) throws IOException {
    String folder = Layout.scratch(id);
    String own = PREFIX + UUID.randomUUID();
    requireTable();
    Marker marker = markers.at(storage, folder + "/" + own, self);
    try {
      marker.appear();
      Others others = others(folder, own, self);
      if (others.alive) {
        marker.close();
        return Claim.taken();
      }
      // Whoever was at work may have published between the two looks.
      if (isFinished(id)) {
        new Leftovers(storage).clear(folder);
        marker.close();
        return Claim.finished();
      }
      int outside = others.deaths.isEmpty() ? 0 : new Acquittals(storage).count();
      return new Claim(Claim.Verdict.OURS, others.deaths, outside, marker);
    } catch (IOException | RuntimeException e) {
      marker.close();
      throw e;
    }
  }

  /** Deletes the markers of these deaths, and no other: where no row will ever clear them away. */
  void bury(TrialId id, List<Claimant> deaths) {
    try {
      deleteMarkers(id, deaths);
    } catch (IOException e) {
      // They stay for the next one.
    }
  }

  private void deleteMarkers(TrialId id, List<Claimant> deaths) throws IOException {
    for (String name : storage.names(Layout.scratch(id))) {
      String path = Layout.scratch(id) + "/" + name;
      if (isMarker(name)
          && see(path)
              .flatMap(seen -> Claimant.parse(seen.text()))
              .filter(deaths::contains)
              .isPresent()) {
        storage.delete(path);
      }
    }
  }

  private boolean isFinished(TrialId id) throws IOException {
    return storage.kind(Layout.row(id)) != Storage.Kind.ABSENT || finished.has(id);
  }

  /** Refuses a place that was a table when the run began and is none any more. */
  public void requireTable() throws IOException {
    if (storage.kind(Layout.SPECIFICATION) == Storage.Kind.ABSENT) {
      throw new FileNotFoundException(
          "there is no " + Layout.SPECIFICATION + " any more (is its disk still mounted?)");
    }
  }

  /** The trials that have markers, and how many. */
  public Map<TrialId, Integer> markers() throws IOException {
    Map<TrialId, Integer> markers = new HashMap<>();
    for (String name : storage.names(Layout.ATTEMPTS)) {
      Optional<TrialId> id = Layout.scratchOf(name).filter(i -> !Turn.isTurn(i));
      if (id.isPresent()) {
        int count =
            (int) storage.names(Layout.scratch(id.get())).stream().filter(Claims::isMarker).count();
        if (count > 0) {
          markers.put(id.get(), count);
        }
      }
    }
    return markers;
  }

  /** Whether a marker anywhere is of this process. */
  boolean hasMarkerOf(Claimant process) throws IOException {
    for (String name : storage.names(Layout.ATTEMPTS)) {
      Optional<TrialId> id = Layout.scratchOf(name);
      if (id.isPresent() && hasMarkerOf(process, Layout.scratch(id.get()))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMarkerOf(Claimant process, String folder) throws IOException {
    for (String file : storage.names(folder)) {
      if (isMarker(file)
          && see(folder + "/" + file)
              .filter(seen -> !Marker.isWaiting(seen.text()))
              .flatMap(seen -> Claimant.parse(seen.text()))
              .filter(process::isSameProcess)
              .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private record Others(boolean alive, List<Claimant> deaths) {}

  private Others others(String folder, String own, Claimant self) throws IOException {
    Collection<String> all = storage.names(folder);
    List<String> names = all.stream().filter(n -> isMarker(n) && !n.equals(own)).sorted().toList();
    if (names.isEmpty() && all.contains(own)) {
      return new Others(false, List.of());
    }
    // The storage's own clock: those of two machines may differ by hours. It has none for a marker
    // that somebody took away.
    Instant now = storage.writtenAt(folder + "/" + own);
    List<Claimant> deaths = new ArrayList<>();
    Set<String> explained = new HashSet<>();
    for (String name : names) {
      String path = folder + "/" + name;
      Optional<Seen> seen = see(path);
      if (seen.isEmpty()) {
        // Its process gave the trial up, or has just published.
        continue;
      }
      Optional<Claimant> other = Claimant.parse(seen.get().text());
      boolean waits = Marker.isWaiting(seen.get().text());
      if (other.isPresent() && other.get().run().equals(self.run())) {
        if (!waits && !self.isProcessOf(other.get()) && !self.knowsIsAlive(other.get())) {
          deaths.add(other.get());
        }
        continue;
      }
      Instant beat = seen.get().beat();
      boolean restart = other.filter(self::isOfAnotherStart).isPresent();
      boolean fresh = beat.isAfter(now.minus(restart ? RESTARTED : STALE));
      if (fresh && other.isPresent() && !self.knowsIsGone(other.get())) {
        // Of two that see each other the first is at work, whatever it saw; where the clock cannot
        // tell, both give way and ask again.
        if (Marker.isWorking(seen.get().text()) || !beat.isAfter(now)) {
          return new Others(true, List.of());
        }
      } else if (!waits && !restart && other.filter(Claimant::driverHere).isPresent()) {
        deaths.add(other.get());
      } else if (!fresh || other.isPresent()) {
        // Of a fresh one that is half-written, its process will see ours.
        explained.add(path);
      }
    }
    for (String path : explained) {
      storage.delete(path);
    }
    return new Others(false, deaths);
  }

  /**
   * A marker.
   *
   * @param beat when it was last written
   */
  private record Seen(String text, Instant beat) {}

  /** Empty where it is gone; read once more after a while where it may be half-written. */
  private Optional<Seen> see(String path) throws IOException {
    try {
      String text = new String(storage.read(path), StandardCharsets.UTF_8);
      if (Claimant.parse(text).isEmpty()) {
        pause();
        text = new String(storage.read(path), StandardCharsets.UTF_8);
      }
      return Optional.of(new Seen(text, storage.writtenAt(path)));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(HALF_WRITTEN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
