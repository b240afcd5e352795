package io.github.lstmsweep.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where Jazzer enters: its argument says which target it fuzzes. */
public final class Fuzz {
  private static FuzzTarget target;

  private Fuzz() {}

  /** Called once by Jazzer, with the name of the target. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTarget.of(arguments[0]);
    // Classes are loaded and instrumented now, which is no time or memory of an input.
    for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
      if (seed.getKey().startsWith(FuzzTarget.REAL)) {
        target.takes(seed.getValue());
      }
    }
  }

  /** Called by Jazzer with every input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Limits.takes(target, input);
  }

  /**
   * Gives a file that Jazzer left to its target, or writes the seeds of a target into a folder.
   *
   * @param arguments the name of the target, and the file or the folder
   */
  public static void main(String[] arguments) throws Exception {
    FuzzTarget named = FuzzTarget.of(arguments[0]);
    Path path = Path.of(arguments[1]);
    if (Files.isDirectory(path)) {
      write(named, path);
    } else {
      System.out.println(Limits.takes(named, Files.readAllBytes(path)) ? "taken" : "refused");
    }
  }

  /** Writes the seeds of a target into a folder. */
  public static void write(FuzzTarget target, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }
}
