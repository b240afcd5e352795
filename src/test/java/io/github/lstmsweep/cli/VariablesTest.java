package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.export.Exports;
import io.github.lstmsweep.sweep.export.TableExports;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VariablesTest {
  @Test
  void noHelpHasAVariableLeft() {
    for (String verb : Main.verbs(new CommandLine(new Main()).getCommandSpec())) {
      assertThat(help(verb)).as(verb).contains("Usage:lstm-sweep" + verb).doesNotContain("${");
    }
  }

  @Test
  void theHelpOfRunListsTheEngines() {
    assertThat(help("run"))
        .contains(
            "--engine=auto|cpu|gpu|nd4j|dl4j",
            unwrapped("With gpu or nd4j: how many trials"),
            unwrapped("auto (default): gpu if Spark gives every task a GPU, else cpu."));
    Engines.ALL.forEach(
        engine ->
            assertThat(help("run"))
                .contains(unwrapped(engine.name() + ": " + engine.description() + ";")));
  }

  @Test
  void theHelpOfExportListsTheFormats() {
    assertThat(help("export"))
        .contains(
            "--format=dl4j|onnx|raw|mlflow|optuna",
            unwrapped("For one model: " + Exports.descriptions() + "."),
            unwrapped("For all trials: " + TableExports.descriptions() + "."));
  }

  private static String help(String verb) {
    return unwrapped(String.join(" ", Shell.run(verb, "--help").out()));
  }

  /** Removes all blanks, since picocli also breaks words that do not fit a line. */
  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", "");
  }
}
