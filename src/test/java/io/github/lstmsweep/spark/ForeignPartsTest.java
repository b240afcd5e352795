package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the judge of the fuzzed guard. */
class ForeignPartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "select transform(trial_id) using 'cat' as (x string) from trials | ScriptTransformation",
        "select (select reflect('java.lang.Math','abs',-1)) | CallMethodViaReflection",
        "select 1 where exists (select java_method('java.lang.Math','abs',-1)) | CallMethodViaReflection",
        "with t as (select input_file_name() f from trials) select * from t | InputFileName",
        "select * from text.`pom.xml` | LogicalRelation",
        "show tables | ShowTables",
        "create table a using csv as select 1 | CreateDataSourceTableAsSelectCommand"
      })
  void whatIsNoViewIsNamed(String sql, String part) throws Exception {
    SparkSession session = QueryFuzz.session();
    // The guard turns this off, but the judge must recognize a file without that.
    session.conf().set("spark.sql.runSQLOnFiles", true);
    try {
      assertThat(ForeignParts.of(session, sql)).contains(part);
    } finally {
      session.conf().set("spark.sql.runSQLOnFiles", false);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from trials",
        "select e.epoch from epochs e join trials using (trial_id) where status = 'OK'",
        "with best as (select min(validation_perplexity) m from trials) select m from best",
        "select 1 union all select count(*) from (values (1), (2)) v",
        "select id from range(3)",
        "select * from trials t where exists (select 1 from forecasts f where f.trial_id = t.trial_id)"
      })
  void aQueryOfTheViewsTouchesNothingElse(String sql) throws Exception {
    assertThat(ForeignParts.of(QueryFuzz.session(), sql)).isEmpty();
  }
}
