package io.github.lstmsweep.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The entry point for Jazzer. Its argument names the target to fuzz. */
public final class Fuzz {
  private static FuzzTarget target;

  private Fuzz() {}

  /** Prepares the target named by the first argument; Jazzer calls this once. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTarget.of(arguments[0]);
    // Loads and instruments classes now, so that no input pays for it in time or memory.
    for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
      if (seed.getKey().startsWith(FuzzTarget.REAL)) {
        target.takes(seed.getValue());
      }
    }
  }

  /** Tests one input; Jazzer calls this for each. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Limits.takes(target, input);
  }

  /**
   * Passes a file that Jazzer left to its target, or writes the seeds of a target into a folder.
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
