package io.github.lstmsweep.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The entry point for Jazzer. Its arguments are the target to fuzz, and a folder for inputs that
 * seemed to need too much memory.
 */
public final class Fuzz {
  /** A folder of more inputs than this tells nothing new. */
  private static final int MOST_SUSPECTS = 100;

  private static FuzzTarget target;
  private static Path suspects;
  private static int suspected;

  private Fuzz() {}

  /** Prepares the target; Jazzer calls this once. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTarget.of(arguments[0]);
    suspects = Path.of(arguments[1]);
    // Loads and instruments classes now, so that no input pays for it in time or memory.
    for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
      if (seed.getKey().startsWith(FuzzTarget.REAL)) {
        target.takes(seed.getValue());
      }
    }
  }

  /** Tests one input; Jazzer calls this for each. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (Limits.areExceeded(target, input) && suspected < MOST_SUSPECTS) {
      suspected++;
      Files.write(suspects.resolve("suspect-" + suspected), input);
    }
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
