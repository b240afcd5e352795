package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.StorageSettings;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableQueriesTest {
  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void table() throws IOException {
    Path out = folder.resolve("a table");
    table = TrialTable.openOrNew(out.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
  }

  @Test
  void aQueryOverTrialsGivesTexts() throws IOException {
    publish();
    TableQueries.Answer answer =
        queries()
            .sql(
                "select seed, status, validation_perplexity, started_at, curve from trials"
                    + " order by seed");
    assertThat(answer.columns())
        .containsExactly("seed", "status", "validation_perplexity", "started_at", "curve");
    assertThat(answer.rows())
        .containsExactly(
            List.of(
                "1",
                "OK",
                "4.0",
                "2026-01-02 03:04:05.123456",
                "[{\"epoch\":1,\"train_perplexity\":9.5,\"validation_perplexity\":3.5,\"seconds\":0.25},"
                    + "{\"epoch\":2,\"train_perplexity\":5.5,\"validation_perplexity\":4.0,\"seconds\":0.5}]"),
            Arrays.asList("2", "FAILED", null, "2026-01-02 03:04:05.123456", "[]"));
  }

  @Test
  void epochsHasARowForEveryEpochOfEveryTrial() throws IOException {
    publish();
    assertThat(
            queries()
                .sql(
                    "SELECT t.seed, e.epoch, e.validation_perplexity FROM trials t JOIN epochs e"
                        + " USING (trial_id) ORDER BY e.epoch")
                .rows())
        .containsExactly(List.of("1", "1", "3.5"), List.of("1", "2", "4.0"));
  }

  @Test
  void queriesMayGroupRankAndNameColumnsAlike() throws IOException {
    publish();
    assertThat(
            queries()
                .sql(
                    "(with s as (select status, count(*) n from trials group by status)"
                        + " select n, n, rank() over (order by status) from s order by status)")
                .rows())
        .containsExactly(List.of("1", "1", "1"), List.of("1", "1", "2"));
  }

  @Test
  void aColumnThatIsNotThereIsOneClearLine() throws IOException {
    publish();
    assertThatThrownBy(() -> queries().sql("select sed from trials"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run the SQL \"select sed from trials\": ")
        .hasMessageContaining("`sed` cannot be resolved")
        .matches(e -> e.getMessage().lines().count() == 1)
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aQueryThatCannotBeParsedIsOneClearLine() throws IOException {
    publish();
    assertThatThrownBy(() -> queries().sql("select (seed from trials"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("yntax error at or near 'from'")
        .matches(e -> e.getMessage().lines().count() == 1);
  }

  @Test
  void whatIsNoQueryIsRefused() throws IOException {
    publish();
    for (String sql : List.of("drop view trials", "", "selec 1")) {
      assertThatThrownBy(() -> queries().sql(sql))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Cannot run the SQL \"" + sql + "\": must be a query that starts with SELECT");
    }
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    assertThatThrownBy(this::queries)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot query the table "
                + table.place()
                + ": must have a finished trial; `run` first");
  }

  @Test
  void aRowFileThatIsBrokenIsAStorageProblemThatNamesIt() throws IOException {
    publish();
    Path broken =
        Path.of(table.uri()).resolve("trials/trial-" + Results.trial(1).id() + ".parquet");
    Files.write(broken, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> queries().sql("select sum(seed) from trials"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(broken.getFileName().toString())
        .matches(e -> e.getMessage().lines().count() == 1)
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.STORAGE);
  }

  private void publish() throws IOException {
    table.publish(Results.ok(1));
    table.publish(Results.failed(2, TrialStatus.FAILED));
  }

  private TableQueries queries() {
    return new TableQueries(LocalSpark.session(), table);
  }
}
