package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzzes values of the command line over a file. The lines of the input before the first empty line
 * are values, the rest is the file.
 */
public final class OverridesFuzz {
  /** Enough tokens for the notebook's windows, but not for all that a specification can request. */
  private static final long CORPUS_TOKENS = 20_000;

  private static final Path FILE = file();

  private OverridesFuzz() {}

  /**
   * Returns whether the input is valid. A valid specification is written and must be read back as
   * an equal one.
   */
  public static boolean takes(byte[] input) throws IOException {
    int end = 0;
    while (end < input.length && !(input[end] == '\n' && (end == 0 || input[end - 1] == '\n'))) {
      end++;
    }
    List<String> overrides = new String(input, 0, end, StandardCharsets.UTF_8).lines().toList();
    Files.write(FILE, Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
    SweepSpec spec;
    try {
      spec = SpecReader.read(FILE, overrides, (corpus, tokens, form) -> CORPUS_TOKENS);
    } catch (UserException e) {
      SpecificationFuzz.requirePlainLines(e);
      return false;
    }
    SpecificationFuzz.requireRoundTrip(spec);
    return true;
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
