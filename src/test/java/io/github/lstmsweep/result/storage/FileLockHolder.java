package io.github.lstmsweep.result.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that locks a file and does nothing more. */
final class FileLockHolder {
  private FileLockHolder() {}

  /** Starts the process and returns when it has the lock. */
  static Process start(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FileLockHolder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() != 'L') {
      throw new IOException("the file was not locked");
    }
    return process;
  }

  /** Locks the file that the argument names. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.print(lock.isValid() ? 'L' : 'N');
      System.out.flush();
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
