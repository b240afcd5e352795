package io.github.lstmsweep.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small filesystem in memory, for faults that need a separate filesystem. */
final class Mount implements AutoCloseable {
  private final Path folder;
  private final List<Path> mounted = new ArrayList<>();

  private Mount(Path folder) {
    this.folder = folder;
  }

  /** Mounts a filesystem of this size; skips the test if the system does not permit a mount. */
  static Mount ofSize(String size, Path folder) throws IOException {
    Mount mount = new Mount(Files.createDirectories(folder));
    Result result = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    Assumptions.assumeTrue(
        result.ok(), "no filesystem can be mounted here, which needs root: " + result.said());
    mount.mounted.add(folder);
    return mount;
  }

  /** Mounts this filesystem at a second place. */
  Path again(Path place) throws IOException {
    Files.createDirectories(place);
    require(run("mount", "--bind", folder.toString(), place.toString()));
    mounted.add(place);
    return place;
  }

  /** Removes a mount although processes use it. */
  void unmount(Path place) throws IOException {
    require(run("umount", "-l", place.toString()));
    mounted.remove(place);
  }

  /** Changes the options, such as {@code ro}, once no file is open for writing. */
  void remount(String options) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      Result result = run("mount", "-o", "remount," + options, folder.toString());
      if (result.ok() || tries == 200) {
        require(result);
        return;
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path place : List.copyOf(mounted)) {
      unmount(place);
    }
  }

  private record Result(boolean ok, String said) {}

  private static void require(Result result) throws IOException {
    if (!result.ok()) {
      throw new IOException(result.said());
    }
  }

  private static Result run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Result(false, e.getMessage());
    }
    try {
      String said =
          new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
      return new Result(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
