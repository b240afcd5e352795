package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The help and a document list every exit code with the meaning that {@link ExitCode} gives it. */
class ExitCodesTest {
  @Test
  void theHelpListsEveryExitCode() {
    String help = words(String.join(" ", Shell.run("--help").out()));
    assertThat(help).contains("Exit codes: 0 " + ExitCode.OK.meaning() + " 1 ");
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(listed(code));
    }
  }

  /** The list may be a line or a table. */
  @Test
  void aDocumentListsEveryExitCode() throws IOException {
    String text = text();
    for (ExitCode code : ExitCode.values()) {
      assertThat(text.contains(listed(code))).as("a document has: " + listed(code)).isTrue();
    }
  }

  @Test
  void noTwoMeaningsHaveOneNumber() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates().isSorted();
    assertThat(ExitCode.meanings()).hasSameSizeAs(ExitCode.values());
  }

  private static String listed(ExitCode code) {
    return code.code() + " " + code.meaning();
  }

  private static String text() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(Path.of("README.md")), docs)
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      StringBuilder all = new StringBuilder();
      for (Path file : files) {
        all.append(Files.readString(file)).append('\n');
      }
      return words(all.toString());
    }
  }

  /** Returns the words without the signs of Markdown. */
  private static String words(String text) {
    return Stream.of(text.replaceAll("[`|*]", " ").strip().split("\\s+"))
        .collect(Collectors.joining(" "));
  }
}
