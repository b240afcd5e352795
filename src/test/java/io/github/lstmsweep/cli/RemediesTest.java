package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.output.Remedies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Remedies in the words of the library and of the command line. */
class RemediesTest {
  private final UserException example =
      UserException.of(
          ExitCode.SPECIFICATION_CHANGED,
          List.of(
              UserException.Problem.of(
                  "Cannot add to out",
                  new Remedy(Remedy.Kind.EXTEND, "train the 2 additional trials")),
              UserException.Problem.of("  lr: 1 -> 2")));

  @Test
  void theLibraryNamesNoOptionAndTheCommandLineDoes() {
    assertThat(example.problems())
        .containsExactly(
            "Cannot add to out; allow the table to grow, to train the 2 additional trials",
            "  lr: 1 -> 2");
    assertThat(example.getMessage().lines()).isEqualTo(example.problems());
    assertThat(Remedies.lines(example))
        .containsExactly(
            "Cannot add to out; add --extend to train the 2 additional trials", "  lr: 1 -> 2");
    assertThat(Remedies.lines(example.after("Cannot go on: ")))
        .first()
        .isEqualTo(
            "Cannot go on: Cannot add to out; add --extend to train the 2 additional trials");
  }

  @ParameterizedTest
  @EnumSource
  void everyRemedyNamesOptionsThatThereAre(Remedy.Kind kind) {
    Remedy remedy = new Remedy(kind, "detail");
    assertThat(remedy.words()).isNotBlank().doesNotContain("--", "`");
    Set<String> options =
        Stream.of(Remedies.words(remedy).split("[^\\w-]+"))
            .filter(word -> word.startsWith("--"))
            .collect(Collectors.toSet());
    assertThat(
            new CommandLine(new Main())
                .getSubcommands().values().stream()
                    .flatMap(verb -> verb.getCommandSpec().optionsMap().keySet().stream()))
        .containsAll(options);
  }

  /** Spark sends a failure from an executor to the driver. */
  @Test
  void anExceptionThatWasSentHasItsRemedies() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(example);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      UserException sent = (UserException) in.readObject();
      assertThat(sent.parts()).isEqualTo(example.parts());
      assertThat(sent.exitCode()).isEqualTo(ExitCode.SPECIFICATION_CHANGED);
    }
  }
}
