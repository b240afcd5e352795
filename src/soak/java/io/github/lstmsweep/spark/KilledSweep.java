package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs one sweep on a cluster, and kills its driver, executors and workers at random moments from a
 * seed. The driver and the workers are restarted until the sweep ends by itself.
 */
final class KilledSweep {
  private static final long LIMIT_SECONDS = 240;

  /** A trial whose process dies more often may count as crashed. */
  private static final int MOST_DEATHS = 2;

  /** The longest delay between seen work and a kill: long enough for a few trials. */
  private static final int LONGEST_DELAY_MILLIS = 1_500;

  /** The process that a kill is meant for, and its share of a hundred kills. */
  enum Victim {
    EXECUTOR(65),
    DRIVER(25),
    WORKER(10);

    private final int percent;

    Victim(int percent) {
      this.percent = percent;
    }

    private static Victim draw(Random random) {
      int left = random.nextInt(100);
      for (Victim victim : values()) {
        left -= victim.percent;
        if (left < 0) {
          return victim;
        }
      }
      return EXECUTOR;
    }
  }

  /**
   * A kill that hit.
   *
   * @param cutOff number of trials without a row whose process or driver was killed
   */
  record Kill(Victim victim, long pid, int cutOff) {}

  private final StandaloneCluster cluster;
  private final Path spec;
  private final Path out;
  private final Random random;
  private final int most;
  private final RowFiles rows;
  private final List<Kill> kills = new ArrayList<>();
  private final Map<String, Integer> deaths = new HashMap<>();
  private int missed;
  private int drivers;

  /** Kills {@code most} times, or less often if the sweep ends before. */
  KilledSweep(StandaloneCluster cluster, Path spec, Path out, long seed, int most) {
    this.cluster = cluster;
    this.spec = spec;
    this.out = out;
    this.random = new Random(seed);
    this.most = most;
    this.rows = new RowFiles(out);
  }

  /** Runs the sweep to its end and returns the kills that hit. */
  List<Kill> run() throws IOException, InterruptedException {
    while (true) {
      Process driver =
          cluster.startDriver(Map.of(), Main.class.getName(), "run", "" + spec, "--out", "" + out);
      drivers++;
      try {
        if (!isKilled(driver)) {
          assertThat(driver.exitValue())
              .as("driver %d: %s", drivers, Files.readString(cluster.lastDriverLog()))
              .isZero();
          rows.look();
          return kills;
        }
      } finally {
        driver.destroyForcibly();
      }
    }
  }

  /** Returns how often a kill missed, because the chosen process had just ended its trial. */
  int missed() {
    return missed;
  }

  int drivers() {
    return drivers;
  }

  /** Kills until the driver ends. Returns whether the driver was killed. */
  private boolean isKilled(Process driver) throws IOException, InterruptedException {
    while (kills.size() < most) {
      if (!AtWork.await(out, driver)) {
        return false;
      }
      if (!driver.waitFor(random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS)) {
        rows.look();
        Victim victim = Victim.draw(random);
        boolean hit =
            switch (victim) {
              case EXECUTOR -> killExecutor();
              case DRIVER -> killDriver(driver);
              case WORKER -> killWorker();
            };
        rows.look();
        missed += hit ? 0 : 1;
        if (hit && victim == Victim.DRIVER) {
          return true;
        }
      }
    }
    assertThat(driver.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return false;
  }

  private boolean killExecutor() throws IOException, InterruptedException {
    List<AtWork> atWork = AtWork.in(out);
    if (atWork.isEmpty()) {
      return false;
    }
    long pid = atWork.get(random.nextInt(atWork.size())).pid();
    if (!mayDie(List.of(pid))) {
      return false;
    }
    Signals.kill(pid);
    return hit(Victim.EXECUTOR, pid, List.of(pid));
  }

  private boolean killWorker() throws IOException, InterruptedException {
    List<Long> atWork = AtWork.in(out).stream().map(AtWork::pid).toList();
    for (int which : IntStream.range(0, cluster.workers()).toArray()) {
      Process worker = cluster.worker(which);
      List<Long> executors =
          worker.descendants().map(ProcessHandle::pid).filter(atWork::contains).toList();
      if (!executors.isEmpty() && mayDie(executors)) {
        Signals.kill(worker.pid());
        // The executors notice that their worker is gone, and end.
        for (long executor : executors) {
          Signals.awaitEnd(executor);
        }
        boolean hit = hit(Victim.WORKER, worker.pid(), executors);
        worker.waitFor();
        cluster.restartWorker(which);
        return hit;
      }
    }
    return false;
  }

  private boolean killDriver(Process driver) throws IOException, InterruptedException {
    List<Long> atWork = AtWork.in(out).stream().map(AtWork::pid).toList();
    if (atWork.isEmpty() || !driver.isAlive()) {
      return false;
    }
    Signals.kill(driver.pid());
    assertThat(driver.waitFor()).as("killed, and not ended").isEqualTo(137);
    return hit(Victim.DRIVER, driver.pid(), atWork);
  }

  /** Whether a trial of these processes was under way: it has a marker and no row. */
  private boolean hit(Victim victim, long pid, List<Long> processes) throws IOException {
    Set<String> cutOff = underWay(processes);
    if (victim != Victim.DRIVER) {
      // Executors that end with their driver are not counted as deaths.
      cutOff.forEach(trial -> deaths.merge(trial, 1, Integer::sum));
    }
    if (!cutOff.isEmpty() || victim == Victim.DRIVER) {
      kills.add(new Kill(victim, pid, cutOff.size()));
      return true;
    }
    return false;
  }

  /** Returns whether no trial of these processes would count as crashed. */
  private boolean mayDie(List<Long> processes) throws IOException {
    return underWay(processes).stream().noneMatch(t -> deaths.getOrDefault(t, 0) >= MOST_DEATHS);
  }

  /** Returns the trials of these processes that have a marker and no row. */
  private Set<String> underWay(List<Long> processes) throws IOException {
    return AtWork.marked(out).stream()
        .filter(a -> processes.contains(a.pid()) && !rows.has(a.trial()))
        .map(AtWork::trial)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
