package io.github.lstmsweep.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the second guard alone, with plans that no query gets past the first guard. */
class AnalyzedRulesTest {
  @TempDir Path folder;
  private Dataset<Row> rows;
  private Set<Object> files;

  @BeforeEach
  void rows() throws IOException {
    rows = read("rows.txt");
    files = AnalyzedRules.filesOf(rows.queryExecution().analyzed());
  }

  @Test
  void theRowsMayBeReadMoreThanOnce() {
    assertThat(files).hasSize(1);
    assertThatCode(() -> require(rows.as("a").crossJoin(rows.as("b")).groupBy("a.value").count()))
        .doesNotThrowAnyException();
  }

  @Test
  void otherFilesAreNotAlsoBesideTheRows() throws IOException {
    Dataset<Row> others = read("others.txt");
    refused(others, "LogicalRelation");
    refused(rows.union(others), "LogicalRelation");
    refused(rows.filter(rows.col("value").isin("a")).join(others, "value"), "LogicalRelation");
  }

  @Test
  void aSecondReaderOfTheRowsIsNotThatOfTheViews() throws IOException {
    refused(read("rows.txt"), "LogicalRelation");
  }

  @Test
  void functionsOfThePersonsOwnAreNotCalled() {
    UDF1<String, String> own = text -> text;
    refused(
        rows.select(functions.udf(own, DataTypes.StringType).apply(rows.col("value"))), "ScalaUDF");
  }

  @Test
  void neitherTheUserIsAskedForNorJavaCalledNorAFileNamed() {
    refused(rows.select(functions.expr("current_user()")), "CurrentUser");
    refused(rows.select(functions.expr("input_file_name()")), "InputFileName");
    refused(
        rows.select(functions.expr("reflect('java.util.UUID', 'randomUUID')")),
        "CallMethodViaReflection");
  }

  private void refused(Dataset<Row> answer, String part) {
    assertThatThrownBy(() -> require(answer))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run the SQL \"q\": must use what computes from the views alone, not " + part);
  }

  private void require(Dataset<Row> answer) {
    AnalyzedRules.require("q", answer.queryExecution().analyzed(), files);
  }

  private Dataset<Row> read(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "a\n");
    return LocalSpark.session().read().text(file.toString());
  }
}
