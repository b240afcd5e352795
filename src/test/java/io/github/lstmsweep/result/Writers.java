package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * Writers that publish overlapping trials. Each one has a window of {@code trials} seeds, in its
 * own order. It begins a twentieth of a window after that of the writer before.
 *
 * @param count number of writers
 * @param trials number of trials per writer
 */
record Writers(int count, int trials) {

  /**
   * Runs one writer. Arguments: the table, number of writers, trials per writer, index of the
   * writer, settings KEY=VALUE.
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> properties = new java.util.HashMap<>();
    for (int i = 4; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      properties.put(pair[0], pair[1]);
    }
    Writers writers = new Writers(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    TrialTable table = TrialTable.at(URI.create(args[0]), StorageSettings.of(properties));
    writers.publish(table, Integer.parseInt(args[3])).forEach(System.out::println);
    System.exit(0);
  }

  List<Long> seeds(int writer) {
    long first = (long) writer * Math.max(1, trials / 20);
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed < first + trials; seed++) {
      seeds.add(seed);
    }
    Collections.shuffle(seeds, new Random(writer));
    return seeds;
  }

  Set<Long> allSeeds() {
    Set<Long> all = new TreeSet<>();
    for (int writer = 0; writer < count; writer++) {
      all.addAll(seeds(writer));
    }
    return all;
  }

  /** Publishes the trials of one writer. Returns those whose publication it was told is its own. */
  List<TrialId> publish(TrialTable table, int writer) throws IOException {
    List<TrialId> own = new ArrayList<>();
    for (long seed : seeds(writer)) {
      if (table.publish(Results.ok(seed)) == TrialTable.Publication.PUBLISHED) {
        own.add(Results.trial(seed).id());
      }
    }
    return own;
  }

  /** Runs every writer in its own process. Returns the trials that each was told are its own. */
  List<List<String>> inProcesses(URI table, Path folder, Map<String, String> settings)
      throws Exception {
    List<Process> processes = new ArrayList<>();
    List<Path> outputs = new ArrayList<>();
    for (int writer = 0; writer < count; writer++) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
      command.addAll(List.of(System.getProperty("java.class.path"), Writers.class.getName()));
      command.addAll(List.of(table.toString(), "" + count, "" + trials, "" + writer));
      settings.forEach((key, value) -> command.add(key + "=" + value));
      outputs.add(folder.resolve("writer-" + writer));
      processes.add(
          new ProcessBuilder(command)
              .redirectOutput(outputs.get(writer).toFile())
              .redirectError(folder.resolve("writer-" + writer + ".err").toFile())
              .start());
    }
    List<List<String>> own = new ArrayList<>();
    for (int writer = 0; writer < count; writer++) {
      Process process = processes.get(writer);
      boolean ended = process.waitFor(10, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended).isTrue();
      assertThat(process.exitValue())
          .as(Files.readString(folder.resolve("writer-" + writer + ".err")))
          .isZero();
      own.add(Files.readAllLines(outputs.get(writer)));
    }
    return own;
  }

  /**
   * Checks that no row is lost, none is there twice, and no two writers were told that one is
   * theirs.
   */
  void check(URI table, Configuration configuration, List<List<String>> own) throws IOException {
    checkRows(table, configuration, own);
    List<String> all = own.stream().flatMap(List::stream).toList();
    assertThat(new HashSet<>(all)).as("false success").hasSameSizeAs(all);
  }

  /**
   * Checks the rows only. If a store accepts an object twice, two writers may be told that a row is
   * theirs.
   */
  void checkRows(URI table, Configuration configuration, List<List<String>> own)
      throws IOException {
    Set<String> rows = new TreeSet<>();
    Set<String> expected = new TreeSet<>();
    for (long seed : allSeeds()) {
      expected.add(Layout.row(Results.trial(seed).id()));
    }
    Map<String, String> contents =
        TableChecker.contents(new org.apache.hadoop.fs.Path(table), configuration);
    contents.keySet().stream().filter(name -> name.startsWith("trials/")).forEach(rows::add);
    assertThat(rows).as("every trial once").isEqualTo(expected);
    assertThat(contents).as("a model each").hasSize(2 * expected.size());
    Set<String> writers = new HashSet<>();
    own.forEach(writers::addAll);
    assertThat(writers).as("every row has a writer").hasSize(expected.size());
  }
}
