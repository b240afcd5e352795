package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process at work on a trial, known by the marker that it left in the table. The marker is read
 * without the product.
 *
 * @param marker the file
 */
record AtWork(String trial, long pid, Path marker) {
  private static final long LIMIT_SECONDS = 240;

  private static final Pattern PID = Pattern.compile("^pid: (\\d+)$", Pattern.MULTILINE);

  /** Returns every process that is alive and whose marker is whole. */
  static List<AtWork> in(Path table) throws IOException {
    return marked(table).stream().filter(AtWork::isAlive).toList();
  }

  /** Returns every process whose marker is whole. */
  static List<AtWork> marked(Path table) throws IOException {
    List<AtWork> all = new ArrayList<>();
    for (Path trial : list(table.resolve("_attempts"))) {
      for (Path file : list(trial)) {
        if (file.getFileName().toString().startsWith("started-")) {
          Matcher pid = PID.matcher(read(file));
          if (pid.find()) {
            all.add(new AtWork(trial.getFileName().toString(), Long.parseLong(pid.group(1)), file));
          }
        }
      }
    }
    return all;
  }

  /**
   * Waits until a trial is under way.
   *
   * @return false if the driver has ended before
   */
  static boolean await(Path table, Process driver) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (driver.isAlive()) {
      if (!in(table).isEmpty()) {
        return true;
      }
      assertThat(System.nanoTime()).as("somebody works").isLessThan(end);
      Thread.sleep(20);
    }
    return false;
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      return all;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
