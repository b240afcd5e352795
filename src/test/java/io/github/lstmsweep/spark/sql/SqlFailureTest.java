package io.github.lstmsweep.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.nio.file.Path;
import org.apache.spark.SparkThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {
  @TempDir Path folder;

  /** The messages of Spark 3.5 and 4: two from the parser and two from the analysis. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n[A] no 'b'.(line 1, pos 7)\n\n== SQL ==\nselect b",
        "\n[A] no 'b'. SQLSTATE: 42601 (line 1, pos 7)\n\n== SQL ==\nselect b",
        "[A] no 'b'; line 1 pos 7;\n'Project",
        "[A] no 'b'. SQLSTATE: 42703; line 1 pos 7;\n'Project"
      })
  void everySparkSaysInOneWayWhere(String message) {
    UserException failure = failure(new Mistake(message));
    assertThat(failure).hasMessage("Cannot run the SQL \"select b\": [A] no 'b' (line 1, pos 7)");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void whatHasNoPlaceIsToldWithoutOne() {
    assertThat(failure(new Mistake("[A] no 'b'. SQLSTATE: 42K05")))
        .hasMessage("Cannot run the SQL \"select b\": [A] no 'b'");
  }

  @Test
  void whatIsNoMistakeOfTheQuerysIsTheTables() {
    assertThat(failure(new IllegalStateException("the disk is gone")))
        .hasMessage(
            "Cannot query the table "
                + folder.resolve("out")
                + ": the disk is gone; look for rows that cannot be read")
        .extracting(UserException::exitCode)
        .isEqualTo(ExitCode.STORAGE);
  }

  private UserException failure(Exception e) {
    TrialTable table =
        TrialTable.openOrNew(folder.resolve("out").toUri(), StorageSettings.ofThisProcess());
    return new SqlFailure(table).of("select b", e);
  }

  private static final class Mistake extends RuntimeException implements SparkThrowable {
    private static final long serialVersionUID = 1;

    Mistake(String message) {
      super(message);
    }

    // Spark 3.5 calls the first method, and Spark 4 the second.
    @SuppressWarnings({"deprecation", "MissingOverride"})
    public String getErrorClass() {
      return "A";
    }

    @SuppressWarnings("MissingOverride")
    public String getCondition() {
      return "A";
    }

    @Override
    public String getSqlState() {
      return "42601";
    }
  }
}
