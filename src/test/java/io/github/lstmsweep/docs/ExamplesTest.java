package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the examples that need a JDK alone, in their order. {@code .ci/run} starts
 * the scripts themselves, and the tests of the Python package start those in Python.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");

  @TempDir Path folder;

  @Test
  void everyCommandOfAScriptSucceeds() throws IOException {
    LocalSpark.session();
    int commands = 0;
    for (Path script : scripts()) {
      for (List<String> words : ShellWords.commands(Files.readString(script))) {
        Object[] arguments =
            words.stream()
                .skip(1)
                .map(word -> word.startsWith("out/") ? folder.resolve(word) : word)
                .toArray();
        Shell shell = Shell.run(arguments);
        assertThat(shell.exitCode()).as("%s of %s: %s", words, script, shell.err()).isZero();
        assertThat(shell.out()).as("%s of %s", words, script).isNotEmpty();
        commands++;
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aScriptIsStartedFromAnyFolderAndStopsAtAnError() throws IOException {
    for (Path script : scripts()) {
      assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
      assertThat(Files.readAllLines(script))
          .contains("set -euo pipefail", "cd -- \"$(dirname -- \"${BASH_SOURCE[0]}\")/..\"");
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
      assertThat(scripts).isNotEmpty();
      return scripts;
    }
  }
}
