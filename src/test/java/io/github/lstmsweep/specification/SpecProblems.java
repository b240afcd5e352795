package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Reads specifications and returns their problems; the base of the tests of messages. */
abstract class SpecProblems {
  static final String GOOD = "name: mine\ncorpus: harbour\n";

  @TempDir Path folder;

  List<String> parameters(String flow) throws IOException {
    return problemsOf(GOOD + "parameters: {" + flow + "}\n");
  }

  List<String> problemsOf(String yaml) throws IOException {
    return problems(file(yaml));
  }

  Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), yaml, StandardCharsets.UTF_8);
  }

  static List<String> problems(Path file) {
    return problems(file, List.of(), (corpus, tokens, form) -> Long.MAX_VALUE);
  }

  static List<String> problems(Path file, List<String> overrides, CorpusSize size) {
    UserException e =
        catchThrowableOfType(UserException.class, () -> SpecReader.read(file, overrides, size));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return e.problems().stream().map(SpecProblems::withoutLine).toList();
  }

  /** Removes the line of the problem; {@link BadLineTest} tests the lines. */
  private static String withoutLine(String problem) {
    return problem.replaceFirst(" \\(line \\d+\\)$", "");
  }

  String cannotRead(String reason) {
    return "Cannot read specification " + folder.resolve("spec.yaml") + ": " + reason;
  }
}
