package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.sql.KnownParts;
import io.github.lstmsweep.spark.sql.TableQueries;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a query of a stranger reads the views and reaches nothing else. In the queries, {@code
 * $secret} is a file of the user, and {@code $shell} a file that a command would make.
 */
class OnlyTheViewsTest {
  private static final String SECRET = "a secret that no query reads";
  private static final String PROPERTY = "lstmsweep.pwned";

  @TempDir static Path folder;
  private static Path secret;
  private static Path shell;
  private static TableQueries queries;

  @BeforeAll
  static void table() throws IOException {
    secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
    shell = folder.resolve("shell");
    TrialTable table =
        TrialTable.openOrNew(folder.resolve("out").toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.failed(2, TrialStatus.FAILED));
    LocalSpark.session()
        .sql("select '" + SECRET + "' as text")
        .createOrReplaceTempView("another_view");
    LocalSpark.session()
        .sql("select '" + SECRET + "' as text")
        .createOrReplaceGlobalTempView("another_view");
    queries = new TableQueries(LocalSpark.session(), table);
  }

  @AfterEach
  void nothingWasDone() {
    assertThat(shell).doesNotExist();
    assertThat(System.getProperty(PROPERTY)).isNull();
  }

  static Stream<String> programsAndJava() {
    String java = "reflect('java.lang.System', 'setProperty', '" + PROPERTY + "', 'yes')";
    return Stream.of(
        "select transform(trial_id) using 'id > $shell; cat' as (x string) from trials",
        "from trials map trial_id using 'id > $shell; cat' as (x string)",
        "from trials reduce trial_id using 'id > $shell; cat' as x",
        "select * from (select transform(trial_id) using 'id > $shell; cat' as (x string) from"
            + " trials)",
        "with t as (select transform(trial_id) using 'id > $shell; cat' as (x string) from trials)"
            + " select * from t",
        "select " + java,
        "select java_method" + java.substring(7),
        "SELECT ReFlect" + java.substring(7),
        "select `reflect`" + java.substring(7),
        "select /* only */ reflect -- calls\n" + java.substring(7),
        "select builtin." + java,
        "select system.builtin." + java,
        "select `system`.`builtin`.`java_method`" + java.substring(7),
        "select seed from trials where " + java + " is null",
        "select seed from trials where seed in (select " + java + ")",
        "select seed from trials where exists (select " + java + ")",
        "select seed, (select " + java + ") from trials",
        "with t as (select " + java + " as x) select * from t",
        "with t as (with u as (select " + java + " as x) select * from u) select * from t",
        "select * from trials order by " + java,
        "select max(" + java + ") from trials group by seed having max(" + java + ") > 'a'",
        "select * from trials t join epochs e on " + java + " = e.trial_id",
        "select * from values (" + java + ")",
        "values (1, " + java + ")",
        "select * from trials lateral view explode(array(" + java + ")) as x",
        "select * from trials, lateral (select " + java + ")",
        "select * from explode(array(" + java + "))",
        "select * from (select seed, lr from trials) pivot (max(" + java + ") for seed in (1, 2))",
        "select transform(array(1), x -> " + java + ")",
        "select sum(lr) over (order by " + java + ") from trials",
        "select count(*) filter (where " + java + " = 'a') from trials",
        "select seed from trials union all select " + java,
        "select case when seed = 1 then " + java + " end from trials",
        "select identifier('ref' || 'lect')" + java.substring(7),
        "explain extended select " + java,
        "describe query select " + java,
        "desc query with t as (select " + java + ") select * from t",
        "select seed from trials limit (select length(" + java + "))");
  }

  @ParameterizedTest
  @MethodSource("programsAndJava")
  void noProgramIsStartedAndNoJavaIsCalled(String query) {
    assertThat(refusal(query))
        .containsPattern(
            ": must (start no program, as TRANSFORM does|use what computes from the views alone,"
                + " not (builtin\\.|system\\.builtin\\.)?(reflect|java_method"
                + "|ExpressionWithUnresolvedIdentifier)) \\(line \\d+, pos \\d+\\)$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from text.`$secret`",
        "select * from TEXT.`$secret`",
        "select * from csv.`$secret`",
        "select * from binaryFile.`$secret`",
        "table text.`$secret`",
        "from text.`$secret` select *",
        "with t as (select * from text.`$secret`) select * from t",
        "with text as (select 1) select * from text.`$secret`",
        "select (select max(value) from text.`$secret`) from trials",
        "select * from trials where trial_id in (select value from text.`$secret`)",
        "select * from trials where exists (select * from text.`$secret`)",
        "select seed from trials union all select value from text.`$secret`",
        "select * from trials, lateral (select * from text.`$secret`)",
        "select * from (text.`$secret`)",
        "select * from trials join text.`$secret` t on true",
        "explain select * from text.`$secret`",
        "describe text.`$secret`",
        "describe query select * from text.`$secret`",
        "show columns in text.`$secret`",
        "select * from `text`.`$secret` tablesample (1 rows)",
        "select * from another_view",
        "select * from global_temp.another_view",
        "select * from default.trials",
        "select * from spark_catalog.default.trials",
        "select * from (select * from later), (with later as (select 1) select * from later)",
        "with a as (select * from b), b as (select 1) select * from a",
        "with a as (select * from a) select * from a",
        "select * from trials_",
        "describe another_view",
        "describe another_view text",
        "show columns in another_view"
      })
  void noOtherRelationIsRead(String query) {
    assertThat(refusal(query))
        .containsPattern(
            ": must read the views trials, epochs, forecasts alone, not [^ ]+"
                + " \\(line 1, pos \\d+\\)$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select input_file_name() from trials",
        "select input_file_block_start() from trials",
        "select current_user()",
        "select current_user",
        "select user() from trials",
        "select user from trials",
        "select * from read_files('$secret')",
        "select * from identifier('text.`$secret`')",
        "select from_json('{}', 'a int', map('compression', 'java.lang.System'))",
        "select to_json(struct(1), map(concat('co', 'dec'), 'java.lang.System'))",
        "select from_json('{}', concat('{\"type\":', '\"udt\"}'))",
        "select from_json('{}', '{\"type\":\"udt\",\"class\":\"A\",\"pyClass\":\"\","
            + "\"sqlType\":\"integer\"}')",
        "select variant_get(parse_json('1'), '$', '{\"type\":\"udt\",\"class\":\"A\"}')",
        "select from_xml('<a/>', 'a int', map('rowValidationXSDPath', '$secret'))",
        "select from_avro(x'00', '{}', map('avroSchemaUrl', '$secret'))",
        "select from_protobuf(x'00', 'a', '$secret')",
        "select a_function_of_another(seed) from trials",
        "select default.abs(1)",
        "select * from python_worker_logs()",
        "select * from trials lateral view default.explode(array(1)) as x"
      })
  void noFunctionReachesFurther(String query) {
    assertThat(refusal(query))
        .containsAnyOf(
            ": must use what computes from the views alone, not ",
            ": must read the views trials, epochs, forecasts alone, not text.",
            ": must be a query, such as ");
  }

  /** Some of these statements exist in Spark 4 but not in Spark 3.5. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; drop view trials",
        "select 1; select 2",
        "begin select 1; end",
        "begin declare x int default 1; select x; end",
        "execute immediate 'select 1'",
        "execute immediate 'select reflect(\"java.lang.System\", \"exit\", 1)'",
        "declare variable x = 1",
        "set variable x = 1",
        "set x = 1",
        "set",
        "set -v",
        "set role admin",
        "reset spark.sql.ansi.enabled",
        "add jar '$secret'",
        "add file '$secret'",
        "list jars",
        "insert into trials values (1)",
        "insert overwrite local directory '$shell' using csv select seed from trials",
        "explain insert overwrite local directory '$shell' using csv select seed from trials",
        "create table pwned using csv location '$shell' as select seed from trials",
        "create temporary view trials using text options (path '$secret')",
        "create temporary function f as 'java.lang.System'",
        "create function f() returns int return 1",
        "cache table pwned as select 1",
        "cache lazy table trials options ('storageLevel' 'DISK_ONLY')",
        "uncache table trials",
        "clear cache",
        "refresh '$secret'",
        "refresh table trials",
        "analyze table trials compute statistics",
        "truncate table trials",
        "merge into trials using epochs on true when matched then delete",
        "update trials set seed = 1",
        "load data local inpath '$secret' into table trials",
        "msck repair table trials",
        "use default",
        "show tables in default",
        "show databases",
        "show catalogs",
        "show current namespace",
        "show create table trials",
        "show tblproperties trials",
        "show views in global_temp",
        "describe database default",
        "describe catalog spark_catalog",
        "explain drop view trials",
        "call system.run('x')",
        "comment on table trials is 'x'",
        "alter view trials as select 1 as n",
        "from trials insert into a select seed insert into b select lr",
        "with t as (select 1) insert into a select * from t",
        "select * from trials version as of 1",
        "select * from trials timestamp as of '2026-01-01'",
        "select * from trials |> select input_file_name()",
        "from trials |> union all select value from text.`$secret`",
        "select * from stream trials"
      })
  void noStatementIsDone(String statement) {
    refusal(statement);
    assertThat(queries.sql("select count(*) from trials").rows()).containsExactly(List.of("2"));
    assertThat(queries.sql("show tables").rows())
        .extracting(row -> row.get(1))
        .containsExactly("epochs", "forecasts", "trials");
  }

  @Test
  void noVariableIsPutIntoAQuery() {
    assertThat(
            queries
                .sql(
                    "select \"${env:PATH}\", '${system:user.home}', '${spark.master}', \"${a}\" from"
                        + " range(1)")
                .rows())
        .containsExactly(List.of("${env:PATH}", "${system:user.home}", "${spark.master}", "${a}"));
  }

  @Test
  void hiddenColumnsOfFilesAreNone() {
    assertThatThrownBy(() -> queries.sql("select _metadata.file_path from trials"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("`_metadata`.`file_path` cannot be resolved");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "select seed from trials order by seed => 1,2",
        "SELECT SEED FROM TRIALS ORDER BY SEED => 1,2",
        "select `trials`.`seed` from `trials` order by 1 => 1,2",
        "table trials order by seed limit 1 offset 1 => *",
        "from trials select seed order by seed => 1,2",
        "with trials as (select id + 7 as seed from range(1)) select * from trials => 7",
        "with t as (select id as a from range(1)), u as (select a + 2 as a from t) select a from u => 2",
        "with t(a) as (values (3)) select a from (with u as (table t) select * from u) => 3",
        "select id from range(2) => 0,1",
        "select * from values (1), (2) as t(a) order by a => 1,2",
        "select c.col from range(1), lateral explode(array(id + 5, 6)) c => 5,6",
        "select e.epoch from trials t lateral view explode(curve) c as e order by 1 => 1,2",
        "select e.epoch from trials t, lateral (select explode(t.curve) as e) order by 1 => 1,2",
        "select epoch from trials lateral view outer inline(curve) c order by epoch nulls last => *",
        "select row_number() over w from trials window w as (order by seed) => 1,2",
        "select sum(lr) over (order by seed rows between 1 preceding and current row) x from trials"
            + " order by x => 0.5,1.0",
        "select seed from trials where seed in (select seed from epochs join trials using"
            + " (trial_id)) => 1",
        "select seed from trials t where exists (select 1 from epochs e where e.trial_id ="
            + " t.trial_id) => 1",
        "select (select max(seed) from trials) from range(1) => 2",
        "select seed from trials where seed = 1 union all select seed from trials where seed > 1"
            + " => 1,2",
        "select seed from trials except select id + 1 from range(1) => 2",
        "select seed from trials intersect select id + 1 from range(1) => 1",
        "select distinct lr from trials => 0.5",
        "select `1` from (select seed, lr from trials) pivot (count(lr) for seed in (1, 2)) => 1",
        "select value from (select seed, lr from trials) unpivot (value for name in (lr)) => 0.5,0.5",
        "select count(*) from trials group by cube (seed, lr) order by 1 limit 2 => 1,1",
        "select count(*) from trials group by all => 2",
        "select count(*) from trials group by grouping sets ((seed), ()) order by 1 => 1,1,2",
        "select count(*) from trials group by lr having count(*) > 1 => 2",
        "select count(if(status = 'OK', 1, null)) filter (where seed < 9) from trials => 1",
        "select transform(array(1, 2), x -> x + 1)[0] from range(1) => 2",
        "select percentile_cont(0.5) within group (order by seed) from trials => 1.5",
        "select aggregate(curve, 0, (a, e) -> a + int(e.epoch)) from trials order by seed => 3,0",
        "select cast('2026-01-01' as date) + interval 1 day from range(1) => 2026-01-02",
        "select extract(year from date '2026-01-01') from range(1) => 2026",
        "select trim(both ' ' from ' a ') from range(1) => a",
        "select overlay(substring('abc' from 2 for 1) placing 'x' from 1) from range(1) => x",
        "select concat('a', 'b'), 'a' || 'b' from range(1) => ab",
        "select case seed when 1 then 'a' else 'b' end from trials order by 1 => a,b",
        "select seed from trials where status like 'O%' and lr between 0 and 1 and not seed <=> 2"
            + " => 1",
        "select /*+ broadcast(t) */ t.seed from trials t where t.seed is distinct from 2 => 1",
        "select count(*) from trials tablesample (100 percent) => 2",
        "select count(*) from trials a left anti join epochs e on a.trial_id = e.trial_id => 1",
        "select `seed` from trials natural join (select trial_id, epoch from epochs) => 1,1",
        "select count(*) from trials cross join range(3) => 6",
        "select seed from trials distribute by lr sort by seed => 1,2",
        "select from_json('{\"a\": 4}', 'a int').a from range(1) => 4",
        "select from_csv('4;5', 'a int, b int', map('sep', ';')).b from range(1) => 5",
        "select to_json(named_struct('a', 1), map('pretty', 'false')) from range(1) => {\"a\":1}",
        "select schema_of_json('{\"a\": 4}') from range(1) => STRUCT<a: BIGINT>",
        "select timestampdiff(day, date '2026-01-01', date '2026-01-03') from range(1) => 2",
        "select first(seed) ignore nulls from (select * from trials order by seed) => 1",
        "select any_value(lr), seed from trials group by seed order by seed limit 1 => *",
        "select struct(seed as a, lr).a from trials order by 1 => 1,2",
        "select map('a', 1)['a'], array(1, 2)[1], named_struct('a', 3).a from range(1) => *",
        "select stack(2, 1, 2) from range(1) => 1,2",
        "select date_trunc('year', started_at) from trials limit 1 => *"
      })
  void everyQueryOverTheViewsIsAnswered(String query, String answer) {
    TableQueries.Answer given = queries.sql(query);
    if (answer.equals("*")) {
      assertThat(given.rows()).isNotEmpty();
    } else {
      assertThat(given.rows())
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(Arrays.asList(answer.split(",", -1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selct * from trials              | 1 | 0",
        "select sed from trials           | 1 | 7",
        "select (seed from trials         | 1 | 13",
        "select abs('a', 2) from trials   | 1 | 7",
        "select reflect('a') from trials  | 1 | 7",
        "select * from text.`a`           | 1 | 14"
      })
  void whatIsWrongHasItsPlace(String sql, int line, int position) {
    assertThat(refusal(sql)).endsWith(" (line %d, pos %d)".formatted(line, position));
    assertThat(refusal(sql)).doesNotContain("SQLSTATE");
    assertThat(refusal("select * from (\n" + sql + ")"))
        .contains(" (line %d, pos ".formatted(line + 1));
  }

  /** A newer Spark with new functions fails here, so that somebody checks what they can do. */
  @Test
  void everyFunctionOfThisSparkIsKnownOrRefused() {
    Set<String> unknown =
        LocalSpark.session().sql("show system functions").collectAsList().stream()
            .map((Row row) -> row.getString(0))
            .filter(name -> name.matches("\\w+"))
            .collect(Collectors.toCollection(HashSet::new));
    unknown.removeAll(KnownParts.FUNCTIONS);
    assertThat(unknown)
        .contains("current_user", "input_file_name", "java_method", "reflect")
        .isSubsetOf(
            "current_user",
            "from_avro",
            "from_protobuf",
            "from_xml",
            "input_file_block_length",
            "input_file_block_start",
            "input_file_name",
            "java_method",
            "python_worker_logs",
            "reflect",
            "schema_of_avro",
            "schema_of_xml",
            "session_user",
            "to_avro",
            "to_protobuf",
            "try_reflect",
            "user");
  }

  private static String refusal(String query) {
    String sql =
        query.replace("$secret", secret.toString()).replace("$shell", shell.toString()).strip();
    try {
      TableQueries.Answer answer = queries.sql(sql);
      throw new AssertionError("answered with " + answer);
    } catch (UserException e) {
      assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(e.getMessage()).startsWith("Cannot run the SQL \"" + sql + "\": ");
      assertThat(e.getMessage()).doesNotContain(SECRET);
      return e.getMessage();
    }
  }
}
