package io.github.lstmsweep.fuzz;

import io.github.lstmsweep.spark.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of Jazzer that has ended. Its files are in {@code target/fuzz/TARGET}: its findings,
 * its log and its inputs, with which the next run continues.
 *
 * @param executions number of inputs that were tried
 * @param edges number of branches of the program that some input reached
 * @param features number of pairs of an edge and how often an input took it
 * @param findings the files that Jazzer left
 * @param suspects inputs that allocated much, with what Jazzer's tracing allocated
 * @param tail the end of the log, for people
 */
record FuzzRun(
    FuzzTarget target,
    int exitCode,
    long executions,
    long edges,
    long features,
    List<Path> findings,
    List<Path> suspects,
    String tail) {
  private static final Path FOLDER = Path.of("target", "fuzz");
  private static final Pattern PROGRESS =
      Pattern.compile("^#(\\d+)\\s.*\\bcov: (\\d+) ft: (\\d+)", Pattern.MULTILINE);
  private static final int TAIL_CHARS = 4000;

  /** A specification names files, and that is no finding. */
  private static final String PATHS = "com.code_intelligence.jazzer.sanitizers.FilePathTraversal";

  /**
   * These classes read all bytes of a row. Tracing every step of them took nine tenths of the time.
   */
  private static final String UNTRACED =
      "io.github.lstmsweep.result.parquet.RowSeal:io.github.lstmsweep.result.row.ParquetInput";

  /** Fuzzes a target for {@code seconds}. */
  static FuzzRun of(FuzzTarget target, long seconds) throws IOException, InterruptedException {
    Path folder = FOLDER.resolve(target.key());
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path found = Files.createDirectories(folder.resolve("findings"));
    Path suspects = Files.createDirectories(folder.resolve("suspects"));
    for (Path old : Stream.of(found, suspects).flatMap(f -> files(f).stream()).toList()) {
      Files.delete(old);
    }
    Fuzz.write(target, corpus);
    Path log = folder.resolve("log.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JavaProcess.opened());
    command.addAll(
        List.of(
            "-Xmx1g", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow", "-cp", classPath()));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Fuzz.class.getName());
    command.add("--target_args=" + target.key() + " " + suspects);
    String traced = String.join(":", target.instrumented());
    command.add("--instrumentation_includes=" + traced);
    // Jazzer's hooks would keep Spark's Netty from starting.
    command.add("--custom_hook_includes=" + traced);
    command.add("--instrumentation_excludes=" + UNTRACED);
    command.add("--custom_hook_excludes=" + UNTRACED);
    command.add("--disabled_hooks=" + PATHS);
    command.add("--keep_going=10");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + found + "/");
    command.add("-dict=" + target.dictionary());
    command.add("-max_total_time=" + seconds);
    command.add("-timeout=25");
    command.add("-rss_limit_mb=3000");
    command.add(corpus.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    return of(target, process.exitValue(), files(found), files(suspects), Files.readString(log));
  }

  private static FuzzRun of(
      FuzzTarget target, int exitCode, List<Path> found, List<Path> suspects, String log) {
    List<MatchResult> progress = PROGRESS.matcher(log).results().toList();
    MatchResult last = progress.isEmpty() ? null : progress.get(progress.size() - 1);
    return new FuzzRun(
        target,
        exitCode,
        number(last, 1),
        number(last, 2),
        number(last, 3),
        found,
        suspects,
        log.substring(Math.max(0, log.length() - TAIL_CHARS)));
  }

  private static long number(MatchResult progress, int group) {
    return progress == null ? 0 : Long.parseLong(progress.group(group));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the result in one line, for the log of a build. */
  String line() {
    return "fuzzed %s: %d executions, %d edges, %d features, %d suspects, %d findings %s"
        .formatted(
            target.key(), executions, edges, features, suspects.size(), findings.size(), findings);
  }

  /**
   * Returns the class path without the S3 client. Jazzer reads every class of the path at its
   * start, and no reader uses the 600 MB of that client.
   */
  private static String classPath() {
    return Arrays.stream(JavaProcess.classPath().split(File.pathSeparator, -1))
        .filter(place -> !place.contains("awssdk"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
