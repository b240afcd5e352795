package io.github.lstmsweep.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.UserException;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlPromptTest {
  private final List<String> queries = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aQueryHasAsManyLinesAsItNeeds() {
    type("select 1\n  + 1;\n\nselect ';'; select 3;\n");
    assertThat(queries).containsExactly("select 1\n  + 1", "select ';'", "select 3");
    assertThat(out.toString())
        .isEqualTo("lstm-sweep>          -> lstm-sweep> lstm-sweep> lstm-sweep> \n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aMistakeIsALineAndThePromptGoesOn() {
    type("wrong;\nselect 1;\n");
    assertThat(err.toString()).isEqualTo("Cannot run wrong\n");
    assertThat(queries).containsExactly("wrong", "select 1");
  }

  @Test
  void theEndOfTheInputDropsAnUnfinishedQuery() {
    type("select 1");
    assertThat(queries).isEmpty();
    assertThat(out.toString()).endsWith("-> \n");
  }

  private void type(String lines) {
    new SqlPrompt(
            new BufferedReader(new StringReader(lines)), new PrintWriter(out), new PrintWriter(err))
        .ask(
            sql -> {
              queries.add(sql);
              if (sql.equals("wrong")) {
                throw UserException.badInput("Cannot run wrong");
              }
            });
  }
}
