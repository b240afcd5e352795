package io.github.lstmsweep.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .hasMessageStartingWith(
            "Cannot run the SQL \"select sed from trials\": [UNRESOLVED_COLUMN.WITH_SUGGESTION] A"
                + " column")
        .hasMessageContaining(
            "`sed` cannot be resolved. Did you mean one of the following? [`seed`")
        .hasMessageEndingWith("] (line 1, pos 7)")
        .matches(e -> e.getMessage().lines().count() == 1)
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "select (seed from trials | 'from'  | 13",
        "selec 1                  | 'selec' | 0",
        "what is best?            | 'what'  | 0",
        "select 1) union (select 2| ')'     | 8"
      })
  void whatIsNoSqlIsOneClearLine(String sql, String near, int position) throws IOException {
    publish();
    assertThatThrownBy(() -> queries().sql(sql))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run the SQL \""
                + sql
                + "\": [PARSE_SYNTAX_ERROR] Syntax error at or near "
                + near
                + " (line 1, pos "
                + position
                + ")")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "drop view trials",
        "create table copy as select * from trials",
        "create or replace temporary view trials as select 1 as n",
        "insert into copy select * from trials",
        "with best as (select * from trials) insert into copy select * from best",
        "from trials insert into copy select seed insert into copy select lr",
        "from trials insert overwrite directory '%s' using csv select seed",
        "insert overwrite directory '%s' using csv select seed from trials",
        "delete from trials",
        "-- a comment\ndrop view trials",
        "/* select */ drop view epochs",
        "set spark.sql.shuffle.partitions=1",
        "reset",
        "cache table trials",
        "use default",
        "explain drop view trials"
      })
  void whatIsNoQueryIsRefusedAndNotDone(String statement) throws IOException {
    publish();
    Path directory = folder.resolve("written");
    String sql = statement.formatted(directory);
    TableQueries queries = queries();
    assertThatThrownBy(() -> queries.sql(sql))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run the SQL \"" + sql + "\": must be a query, such as select * from trials")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(directory).doesNotExist();
    assertThat(queries.sql("show tables").rows())
        .containsExactly(
            List.of("", "epochs", "true"),
            List.of("", "forecasts", "true"),
            List.of("", "trials", "true"));
    assertThat(queries.sql("select count(*) from trials").rows()).containsExactly(List.of("2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with best as (select * from trials) select count(*) from best;",
        "-- how many\nselect count(*) from trials -- of them",
        "FROM trials SELECT count(*)",
        "values (2)",
        "((select count(*) from trials))"
      })
  void everyQueryOfSparkIsOne(String query) throws IOException {
    publish();
    assertThat(queries().sql(query).rows()).containsExactly(List.of("2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain select * from trials",
        "describe trials",
        "desc query select seed from trials",
        "explain formatted with t as (select 1) select * from t, trials",
        "describe extended trials",
        "describe trials seed",
        "show columns in trials",
        "show views",
        "show functions like 'a*'",
        "describe function extended abs"
      })
  void whatOnlyTellsIsAnswered(String statement) throws IOException {
    publish();
    TableQueries queries = queries();
    assertThat(queries.sql(statement).rows()).isNotEmpty();
    assertThat(queries.sql("select count(*) from trials").rows()).containsExactly(List.of("2"));
  }

  @Test
  void filesThatAreNoRowsAreNeitherReadNorCounted() throws IOException {
    publish();
    Results.litter(Path.of(table.uri()).resolve("trials"));
    TableQueries queries = queries();
    assertThat(queries.sql("select seed, lr from trials order by seed").rows())
        .containsExactly(List.of("1", "0.5"), List.of("2", "0.5"));
    assertThat(queries.sql("select * from trials").columns())
        .doesNotContain("backup")
        .last()
        .isEqualTo("schema_version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1-9]", "a{b,c}", "a*b?", "a\\\\b", "a=b", "a%20b", "a#b", "ä b"})
  void anOutOfAnyNameCanBeQueried(String name) throws IOException {
    table = TrialTable.openOrNew(folder.resolve(name).toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    publish();
    assertThat(queries().sql("select count(*), count(seed) from trials").rows())
        .containsExactly(List.of("2", "2"));
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    assertThatThrownBy(this::queries)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot query the table "
                + table.place()
                + ": must have a finished trial; train one first");
  }

  @Test
  void aRowFileThatIsBrokenIsNamedAndTheOthersAnswer() throws IOException {
    publish();
    breakRow(1);
    TableQueries queries = queries();
    assertThat(queries.sql("select seed, status from trials").rows())
        .containsExactly(List.of("2", "FAILED"));
    assertThat(queries.unreadable())
        .extracting(UnreadableRow::line)
        .containsExactly(
            "Cannot read trials/trial-"
                + Results.trial(1).id()
                + ".parquet of "
                + table.place()
                + ": it is not a Parquet file (length is too low: 3); the next run sets it aside and"
                + " trains the trial again");
  }

  @Test
  void aTableWhoseRowsAreAllBrokenNamesThem() throws IOException {
    publish();
    breakRow(1);
    breakRow(2);
    assertThatThrownBy(this::queries)
        .isInstanceOf(UserException.class)
        .matches(e -> ((UserException) e).problems().size() == 2)
        .hasMessageContaining("Cannot read trials/trial-" + Results.trial(2).id())
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.STORAGE);
  }

  private void breakRow(long seed) throws IOException {
    Files.write(
        Path.of(table.uri()).resolve("trials/trial-" + Results.trial(seed).id() + ".parquet"),
        new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select element_at(array(seed), int(seed) - int(seed)) from trials |"
            + " [INVALID_INDEX_OF_ZERO]",
        "select (select seed from trials) from trials | [SCALAR_SUBQUERY_TOO_MANY_ROWS]"
      })
  void aQueryThatFailsAtADatumIsTheQuerysMistake(String sql, String message) throws IOException {
    publish();
    assertThatThrownBy(() -> queries().sql(sql))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run the SQL \"" + sql + "\": " + message)
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  private void publish() throws IOException {
    table.publish(Results.ok(1));
    table.publish(Results.failed(2, TrialStatus.FAILED));
  }

  private TableQueries queries() {
    return new TableQueries(LocalSpark.session(), table);
  }
}
