package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusLoaderTest;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.trial.TextForm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how much heap a long text takes, in a process that has little. */
class LongTextTest {
  private static final String SENTENCE = "And so the Harbour lay, year after year: quiet. ";
  private static final int SENTENCES = 1 << 20;

  @TempDir Path folder;

  /** The text has 50 MB. */
  @ParameterizedTest
  @CsvSource({
    "d2l, char, 96m, 47185920",
    "d2l, word, 96m, 9437184",
    "d2l, word-punct, 96m, 12582912",
    "whole, char, 96m, 50331648",
    "whole, word, 96m, 9437184",
    "whole, word-punct, 96m, 12582912"
  })
  void aTextTakesLittleMoreThanItsIds(String form, String tokens, String heap, int length)
      throws IOException, InterruptedException {
    Path text = folder.resolve("long.txt");
    try (OutputStream out = Files.newOutputStream(text)) {
      byte[] sentences = SENTENCE.repeat(1 << 10).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < SENTENCES; i += 1 << 10) {
        out.write(sentences);
      }
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                classPath(),
                Loaded.class.getName(),
                text.toString(),
                tokens,
                form)
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains(length + " tokens");
  }

  /**
   * Returns the class path without the AWS SDK, which the profile soak has. The list of the files
   * in its one jar would take the heap.
   */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("awssdk"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Loads a text and prints how many tokens it has. */
  static final class Loaded {
    private Loaded() {}

    /** Takes a path, the name of the tokens, and {@code d2l} or {@code whole}. */
    public static void main(String[] arguments) {
      Corpus corpus =
          new CorpusLoader(Optional.empty(), Map.of(), CorpusLoaderTest.NOTHING_REMOTE)
              .load(
                  CorpusSource.of(arguments[0]),
                  arguments[1],
                  arguments[2].equals("d2l") ? TextForm.D2L : TextForm.WHOLE);
      System.out.println(corpus.length() + " tokens");
    }
  }
}
