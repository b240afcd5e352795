package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.output.VersionLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "run --version", "completion -V"})
  void theVersionsBelowTheSoftwareAreToldToo(String words) {
    Shell shell = Shell.run((Object[]) words.split(" "));
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).hasSize(5);
    assertThat(shell.out().get(0)).isEqualTo("lstm-sweep (not from a jar)");
    assertThat(shell.out().get(1)).isEqualTo("commit     unknown");
    assertThat(shell.out().get(2)).startsWith("Java       " + Runtime.version() + ", ");
    assertThat(shell.out().get(3))
        .isEqualTo("Spark      " + org.apache.spark.SparkBuildInfo.spark_version());
    assertThat(shell.out().get(4)).matches("kernels    (scalar|vector, (4|8|16) lanes)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1.0-SNAPSHOT+2770e99abcde       | 2770e99abcde
          0.1.0-SNAPSHOT+2770e99abcde-dirty | 2770e99abcde, and changes to it
          0.1.0-SNAPSHOT                    | unknown, as the build had no git repository
          0.1.0                             | that of the release
          """)
  void theVersionOfTheJarNamesTheCommit(String version, String commit) {
    assertThat(VersionLines.of(version, "scalar"))
        .startsWith("lstm-sweep " + version, "commit     " + commit)
        .endsWith("kernels    scalar");
  }

  @Test
  void theUsageShowsTheCommandAsThePersonTypedIt() {
    System.setProperty("lstmsweep.command", "./bin/lstm-sweep");
    try {
      assertThat(Shell.run("run").err())
          .last()
          .asString()
          .startsWith("Usage: ./bin/lstm-sweep run ");
      assertThat(Shell.run("--help").out())
          .first()
          .asString()
          .startsWith("Usage: ./bin/lstm-sweep ");
      assertThat(Shell.run("help", "run").out())
          .first()
          .asString()
          .startsWith("Usage: ./bin/lstm-sweep run ");
    } finally {
      System.clearProperty("lstmsweep.command");
    }
  }
}
