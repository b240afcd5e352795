package io.github.lstmsweep.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.query.SqlStatements.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementsTest {
  @Test
  void semicolonsEndStatementsAndTheLastOneNeedsNone() {
    assertThat(SqlStatements.of("\n select 1 ;;\n-- a comment\n\nselect\n 2;select 3\n"))
        .containsExactly(
            new Statement("select 1", 2),
            new Statement("select\n 2", 5),
            new Statement("select 3", 6));
    assertThat(SqlStatements.ended("select 1; select 2"))
        .containsExactly(new Statement("select 1", 1));
    assertThat(SqlStatements.of(" ; -- nothing;\n/* ; */")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ';'",
        "select 'it''s; '",
        "select 'a\\';b'",
        "select \"a;\\\"b;\"",
        "select `a;``b;` from trials",
        "select 1 -- one; two\n+ 1",
        "select 1 -- one \\\n; two\n+ 1",
        "select /* ; /* ; */ ; */ 1",
        "select r'\\', 1",
        "select concat(r\"\\\", ';')",
      })
  void aSemicolonInQuotesOrInACommentEndsNone(String sql) {
    assertThat(SqlStatements.of(sql)).containsExactly(new Statement(sql, 1));
    assertThat(SqlStatements.isOpen(sql)).isTrue();
    assertThat(SqlStatements.of(sql + ";select 2"))
        .extracting(Statement::sql)
        .containsExactly(sql, "select 2");
    assertThat(SqlStatements.isOpen(sql + "; -- rest")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select 'a; b", "select \"a;", "select `a;", "select 1 /* ;", "select 'a\\"})
  void whatHasNoEndGoesOn(String sql) {
    assertThat(SqlStatements.of(sql)).containsExactly(new Statement(sql, 1));
    assertThat(SqlStatements.ended(sql)).isEmpty();
    assertThat(SqlStatements.isOpen(sql)).isTrue();
  }
}
