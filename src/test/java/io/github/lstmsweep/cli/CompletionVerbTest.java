package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the completion in the shells themselves. */
@DisabledOnOs(OS.WINDOWS)
class CompletionVerbTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          lstm-sweep repo|report
          lstm-sweep run spec.yaml --ret|--retry
          lstm-sweep run spec.yaml --engine n|nd4j
          lstm-sweep run spec.yaml --retry ou|out_of_memory
          lstm-sweep export out --format r|raw
          lstm-sweep completion z|zsh
          ./bin/lstm-sweep gen|generate""")
  void bashCompletesVerbsOptionsAndTheirValues(String typed, String completed) throws Exception {
    String words = Arrays.stream(typed.split(" ")).map(w -> "'" + w + "'").toList().toString();
    int last = typed.split(" ").length - 1;
    assertThat(
            bash(
                """
                source ./script
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                COMP_LINE='%s'
                COMP_POINT=${#COMP_LINE}
                function=$(complete -p lstm-sweep | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
                $function
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                    .formatted(words.replaceAll("[\\[\\],]", ""), last, typed)))
        .containsExactly(completed);
  }

  @Test
  void bashCompletesTheFileOfASpecification() throws Exception {
    Files.createFile(folder.resolve("mine.yaml"));
    assertThat(
            bash(
                """
                source ./script
                COMP_WORDS=(lstm-sweep plan mi)
                COMP_CWORD=2
                $(complete -p lstm-sweep | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
                printf '%s\\n' "${COMPREPLY[@]}"
                """))
        .containsExactly("mine.yaml");
  }

  @Test
  void zshKnowsTheCommandToo() throws Exception {
    assumeTrue(hasZsh(), "zsh is not installed");
    assertThat(
            shell(
                "zsh",
                List.of("zsh", "-f", "-c", "source ./script; print -r -- $_comps[lstm-sweep]")))
        .singleElement()
        .asString()
        .startsWith("_bash_complete");
  }

  @Test
  void anotherShellIsRefused() {
    Shell shell = Shell.run("completion", "fish");
    assertThat(shell.err()).containsExactly("Cannot complete in fish: must be bash or zsh");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  private static boolean hasZsh() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "zsh")));
  }

  private List<String> bash(String commands) throws Exception {
    // Outside of a line that is being typed there is no compopt.
    return shell("bash", List.of("bash", "--norc", "-c", "compopt() { :; }\n" + commands));
  }

  /** Runs a shell in a folder that has the script for it. */
  private List<String> shell(String name, List<String> command) throws Exception {
    Shell printed = Shell.run("completion", name);
    assertThat(printed.exitCode()).as(printed.err().toString()).isZero();
    assertThat(printed.err()).isEmpty();
    Files.writeString(folder.resolve("script"), String.join("\n", printed.out()) + "\n");
    return output(command);
  }

  private List<String> output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
