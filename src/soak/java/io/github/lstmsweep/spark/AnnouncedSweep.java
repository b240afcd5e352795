package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A sweep trained by {@link AnnouncingTrainer}: a program that runs it, and the expected contents
 * of its table.
 */
final class AnnouncedSweep {
  /** The limit of a trial. It is longer than an executor stands still in these tests. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private AnnouncedSweep() {}

  /**
   * Trains the trials of some seeds. Arguments: the trainer's folder, the table, the first seed,
   * the last seed.
   */
  public static void main(String[] arguments) {
    ClusterSweep.run(
        URI.create(arguments[1]),
        new AnnouncingTrainer(Path.of(arguments[0])),
        trials(Long.parseLong(arguments[2]), Long.parseLong(arguments[3])),
        TIMEOUT);
  }

  private static List<Trial> trials(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Results::trial).toList();
  }

  /** Starts a driver that trains the seeds from {@code first} to {@code last}. */
  static Process startDriver(
      StandaloneCluster cluster, Map<String, String> settings, long first, long last)
      throws IOException {
    return cluster.startDriver(
        settings,
        AnnouncedSweep.class.getName(),
        "" + cluster.folder(),
        cluster.folder().resolve("out").toUri().toString(),
        "" + first,
        "" + last);
  }

  /** Waits for a driver that must exit with 0, and returns its output. */
  static String await(Process driver, Path log) throws IOException, InterruptedException {
    boolean ended = driver.waitFor(4, TimeUnit.MINUTES);
    driver.destroyForcibly();
    String printed = Files.readString(log);
    assertThat(ended).as("it ended: %s", printed).isTrue();
    assertThat(driver.exitValue()).as(printed).isZero();
    return printed;
  }

  /** Returns the contents of the table of one undisturbed process that trains these seeds. */
  static Map<String, String> golden(Path folder, long first, long last)
      throws IOException, InterruptedException {
    Path log = folder.resolve("announced.log");
    Path out = folder.resolve("announced");
    Process run =
        JavaProcess.start(
            log,
            Map.of(),
            List.of("-Xmx512m", "-Dspark.master=local[2]"),
            List.of(
                AnnouncedSweep.class.getName(),
                "" + folder,
                "" + out.toUri(),
                "" + first,
                "" + last));
    await(run, log);
    Map<String, String> contents = TableContents.of(out);
    assertThat(contents).as("a row and a model each").hasSize((int) (2 * (last - first + 1)));
    return contents;
  }
}
