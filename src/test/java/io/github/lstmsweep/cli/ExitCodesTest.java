package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
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

  /** A verb has some of the codes only. */
  @Test
  void theHelpOfAVerbListsNone() {
    assertThat(Shell.run("run", "--help").out()).noneMatch(line -> line.contains("Exit codes"));
  }

  @Test
  void noTwoMeaningsHaveOneNumber() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates().isSorted();
  }

  private static String listed(ExitCode code) {
    return code.code() + " " + code.meaning();
  }

  /** Returns the words on one line. */
  private static String words(String text) {
    return Stream.of(text.replaceAll("[`|*]", " ").strip().split("\\s+"))
        .collect(Collectors.joining(" "));
  }
}
