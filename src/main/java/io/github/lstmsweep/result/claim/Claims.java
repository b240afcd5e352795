package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides which process works on which trial. Each process has a marker {@code
 * _attempts/ID/started-…} and rewrites it every few seconds. A marker without a row whose process
 * is gone is a death. The trial caused it, or something killed the process.
 *
 * <p>A claim never guards a row; only publishing does. A claim keeps two drivers from doing the
 * same work, and it counts deaths. Wrong clocks or markers therefore cost time and nothing else.
 */
public final class Claims {
  private static final String PREFIX = "started-";

  /** Retries after a lost marker. No marker is deleted this often by mistake. */
  private static final int MOST_TRIES = 5;

  private final Storage storage;
  private final Finished finished;

  /** Tells which trials have a row in a file of many rows. */
  @FunctionalInterface
  public interface Finished {
    /** Returns whether this trial has such a row. */
    boolean has(TrialId id) throws IOException;
  }

  /** Makes the claims of a table without files of many rows. */
  public Claims(Storage storage) {
    this(storage, id -> false);
  }

  /** Makes the claims of a table. {@code finished} knows the rows in files of many rows. */
  public Claims(Storage storage, Finished finished) {
    this.storage = storage;
    this.finished = finished;
  }

  static boolean isMarker(String name) {
    return name.startsWith(PREFIX);
  }

  /** Claims a trial. If it is ours, a marker says so from now on. */
  public Claim claim(TrialId id, Claimant self) throws IOException {
    return claim(id, self, Marker::ofWork);
  }

  /**
   * Claims a trial whose turn comes later. A trial that a process has worked on can be claimed only
   * at its turn. If it then kills one more process, that death must count.
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
        // Our marker was deleted, for example by the process that published. The next look tells.
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
      if (others.haveIt) {
        marker.close();
        return Claim.taken();
      }
      // The other process may have published between the two looks.
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

  /**
   * Deletes the markers of these deaths and no others. It is for claims that no row will ever clean
   * up.
   */
  void bury(TrialId id, List<Claimant> deaths) {
    try {
      deleteMarkers(id, deaths);
    } catch (IOException e) {
      // They stay for the next claim.
    }
  }

  private void deleteMarkers(TrialId id, List<Claimant> deaths) throws IOException {
    for (String name : storage.names(Layout.scratch(id))) {
      String path = Layout.scratch(id) + "/" + name;
      if (isMarker(name)
          && SeenMarker.read(storage, path)
              .flatMap(SeenMarker::claimant)
              .filter(deaths::contains)
              .isPresent()) {
        storage.delete(path);
      }
    }
  }

  private boolean isFinished(TrialId id) throws IOException {
    return storage.kind(Layout.row(id)) != Storage.Kind.ABSENT || finished.has(id);
  }

  /** Throws an exception if the place was a table when the run began and is none now. */
  public void requireTable() throws IOException {
    if (storage.kind(Layout.SPECIFICATION) == Storage.Kind.ABSENT) {
      throw new FileNotFoundException(
          "there is no " + Layout.SPECIFICATION + " any more (is its disk still mounted?)");
    }
  }

  /** Returns the trials that have markers, with the number of markers. */
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

  /**
   * Returns the trials that processes are training now, the longest running first. It writes
   * nothing, so it cannot ask for the storage's time. Instead it takes the later one of {@code now}
   * and the newest marker.
   *
   * @param now the time by this machine's clock
   */
  public List<RunningTrial> running(Instant now) throws IOException {
    Map<TrialId, List<SeenMarker>> markers = new HashMap<>();
    Instant latest = now;
    for (TrialId id : markers().keySet()) {
      for (String name : storage.names(Layout.scratch(id))) {
        Optional<SeenMarker> seen =
            isMarker(name)
                ? SeenMarker.read(storage, Layout.scratch(id) + "/" + name)
                : Optional.empty();
        if (seen.isPresent()) {
          markers.computeIfAbsent(id, k -> new ArrayList<>()).add(seen.get());
          latest = seen.get().beat().isAfter(latest) ? seen.get().beat() : latest;
        }
      }
    }
    return running(markers, latest);
  }

  private List<RunningTrial> running(Map<TrialId, List<SeenMarker>> markers, Instant now)
      throws IOException {
    Claimant self = Claimant.ofThisProcess("", false);
    List<RunningTrial> running = new ArrayList<>();
    for (Map.Entry<TrialId, List<SeenMarker>> trial : markers.entrySet()) {
      // A process may have published and not yet deleted its marker.
      if (!isFinished(trial.getKey())) {
        trial.getValue().stream()
            .filter(seen -> seen.isRunning(self, now))
            .map(seen -> running(trial.getKey(), seen))
            .forEach(running::add);
      }
    }
    running.sort(
        Comparator.comparing((RunningTrial r) -> r.since().orElse(Instant.MIN))
            .thenComparing(r -> r.id().hex()));
    return running;
  }

  private static RunningTrial running(TrialId id, SeenMarker seen) {
    Claimant process = seen.claimant().orElseThrow();
    return new RunningTrial(id, process.host(), process.pid(), seen.since());
  }

  /** Returns whether any trial has a marker of this process. */
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
          && SeenMarker.read(storage, folder + "/" + file)
              .filter(seen -> !seen.isWaiting())
              .flatMap(SeenMarker::claimant)
              .filter(process::isSameProcess)
              .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private record Others(boolean haveIt, List<Claimant> deaths) {}

  private Others others(String folder, String own, Claimant self) throws IOException {
    Collection<String> all = storage.names(folder);
    List<String> names = all.stream().filter(n -> isMarker(n) && !n.equals(own)).sorted().toList();
    if (names.isEmpty() && all.contains(own)) {
      return new Others(false, List.of());
    }
    // This is the storage's own clock, because the clocks of two machines may differ by hours. It
    // fails if the marker was deleted.
    Judge judge = new Judge(self, storage.writtenAt(folder + "/" + own));
    List<Claimant> deaths = new ArrayList<>();
    List<String> spent = new ArrayList<>();
    for (String name : names) {
      String path = folder + "/" + name;
      Optional<SeenMarker> seen = SeenMarker.read(storage, path);
      if (seen.isEmpty()) {
        // Its process gave the trial up or has just published.
        continue;
      }
      switch (judge.of(seen.get())) {
        case TAKEN -> {
          return new Others(true, List.of());
        }
        case DEATH -> deaths.add(seen.get().claimant().orElseThrow());
        case SPENT -> spent.add(path);
        case IGNORED -> {}
      }
    }
    for (String path : spent) {
      storage.delete(path);
    }
    return new Others(false, deaths);
  }
}
