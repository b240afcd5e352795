package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a table on {@code s3a:}, with Hadoop's own client and Adobe's S3Mock. Runs are killed, or
 * two runs work at a time. In one test the server throttles, cuts uploads off and loses answers.
 */
@EnabledOnOs(OS.LINUX)
class S3SweepTest {
  private static final int TRIALS = 40;
  private static final int KILLS = 6;
  private static final long SEED = 1;

  @TempDir static Path folder;
  private static S3Mock server;
  private static GoldenSweep golden;

  @BeforeAll
  static void start() throws Exception {
    golden = GoldenSweep.train(folder, TRIALS);
    server = new S3Mock(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void runsThatAreKilledLoseNoRowAndTheNextTrainsTheRest() throws Exception {
    S3Table table = table("killed");
    Random random = new Random(SEED);
    int cutOff = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Set<String> before = table.markers();
      Process run = start("killed-" + kill, table, server.endpoint());
      try {
        awaitWork(run, table, before);
        if (!run.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
          Signals.kill(run.pid());
          assertThat(run.waitFor()).as("killed, and not ended").isEqualTo(137);
          // A process that publishes removes its marker.
          cutOff += before.containsAll(table.markers()) ? 0 : 1;
        }
        table.look();
      } finally {
        run.destroyForcibly();
      }
    }
    System.out.println("runs killed in the midst of trials: " + cutOff);
    assertThat(cutOff).as("runs killed in the midst of trials").isGreaterThanOrEqualTo(3);
    await("killed-last", start("killed-last", table, server.endpoint()));
    table.look();
    assertThat(table.contents(folder.resolve("copy-of-killed"))).isEqualTo(golden.contents());
  }

  @Test
  void twoRunsAtATimeShareTheWork() throws Exception {
    String uri = "s3a://" + S3Mock.BUCKET + "/shared";
    long last = TRIALS;
    List<Process> runs = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      runs.add(
          start(
              name,
              server.endpoint(),
              AnnouncedSweep.class.getName(),
              "" + folder,
              uri,
              "1",
              "" + last));
    }
    Set<String> first = trained("first", runs.get(0));
    Set<String> second = trained("second", runs.get(1));
    assertThat(first).as("trained by the first").isNotEmpty();
    assertThat(second).as("trained by the second").isNotEmpty();
    Set<String> all = new HashSet<>(first);
    all.addAll(second);
    assertThat(all).hasSize(TRIALS);
    assertThat(table("shared").contents(folder.resolve("copy-of-shared")))
        .isEqualTo(AnnouncedSweep.golden(folder, 1, last));
  }

  @Test
  void aServerThatThrottlesCutsUploadsOffAndLosesAnswersCostsTimeAndNoRow() throws Exception {
    S3Table table = table("faulty");
    try (FaultyStore faulty = new FaultyStore(server.endpoint())) {
      Process run = start("faulty", table, faulty.endpoint());
      try {
        while (!run.waitFor(500, TimeUnit.MILLISECONDS)) {
          // This look bypasses the faults. Half an object would show here, and would have different
          // bytes later.
          table.lookAtBytes();
        }
        await("faulty", run);
      } finally {
        run.destroyForcibly();
      }
      System.out.println("faults of the store: " + faulty.fired());
      for (FaultyStore.Fault fault : FaultyStore.Fault.values()) {
        assertThat(faulty.fired()).as("%s fired", fault).containsKey(fault);
        assertThat(faulty.fired().get(fault)).as("%s fired", fault).isGreaterThan(5);
      }
    }
    assertThat(table.contents(folder.resolve("copy-of-faulty"))).isEqualTo(golden.contents());
  }

  private static S3Table table(String name) throws IOException {
    return new S3Table("s3a://" + S3Mock.BUCKET + "/" + name, server.settings(server.endpoint()));
  }

  private static Process start(String name, S3Table table, URI endpoint) throws IOException {
    return start(
        name, endpoint, Main.class.getName(), "run", "" + golden.spec(), "--out", table.uri());
  }

  private static Process start(String name, URI endpoint, String... mainAndArguments)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-Dspark.master=local[2]"));
    server
        .settings(endpoint)
        .forEach((key, value) -> options.add("-Dspark.hadoop." + key + "=" + value));
    return JavaProcess.start(log(name), Map.of(), options, List.of(mainAndArguments));
  }

  private static Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static void awaitWork(Process run, S3Table table, Set<String> before) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (run.isAlive() && before.containsAll(table.markers())) {
      assertThat(System.nanoTime()).as("it begins").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static void await(String name, Process run) throws IOException, InterruptedException {
    AnnouncedSweep.await(run, log(name));
  }

  private static Set<String> trained(String name, Process run)
      throws IOException, InterruptedException {
    await(name, run);
    return Files.readAllLines(log(name)).stream()
        .filter(line -> line.startsWith("TRAINED "))
        .map(line -> line.substring("TRAINED ".length()))
        .collect(Collectors.toSet());
  }
}
