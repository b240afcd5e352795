package io.github.lstmsweep.gpu.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for the natives of the binding, which only this user can write to. The binding would
 * otherwise unpack them where other users might have put a file, or next to the user's own files.
 */
final class NativeFolder {
  private NativeFolder() {}

  /**
   * Makes the folder. It is deleted when the process ends.
   *
   * @throws DeviceException if it cannot be made
   */
  static String make() {
    Path folder;
    try {
      folder = Files.createTempDirectory("lstm-sweep-opencl");
    } catch (IOException e) {
      throw new DeviceException("no folder for its natives can be made: " + e.getMessage());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "lstm-sweep-opencl"));
    return folder.toString();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A copy of a library stays in the system's folder of temporary files.
    }
  }
}
