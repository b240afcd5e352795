package io.github.lstmsweep.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import io.github.lstmsweep.spark.sql.TableQueries.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFormatTest {
  private static final String NASTY = "a|b\\|c *d* _e_ `f` [g](h) <i> &amp; ~~j~~ k_l, \"m\" #n! ";

  private static final Answer ANSWER =
      new Answer(
          List.of("n", "b", "j", "a text"),
          List.of(Kind.NUMBER, Kind.BOOLEAN, Kind.JSON, Kind.TEXT),
          List.of(
              List.of("-1.5E-7", "true", "[{\"epoch\":1}]", NASTY),
              Arrays.asList(null, null, null, null),
              List.of("NaN", "false", "{}", ""),
              List.of("9223372036854775807", "false", "[]", "two\nlines")));

  @Test
  void csvIsThatOfTheRfc() {
    assertThat(printed(AnswerFormat.CSV))
        .isEqualTo(
            "n,b,j,a text\r\n"
                + "-1.5E-7,true,\"[{\"\"epoch\"\":1}]\",\""
                + NASTY.replace("\"", "\"\"")
                + "\"\r\n"
                + ",,,\r\n"
                + "NaN,false,{},\"\"\r\n"
                + "9223372036854775807,false,[],\"two\nlines\"\r\n");
  }

  @Test
  void csvIsReadBackAsItWas() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setEmptyValue("");
    settings.getFormat().setLineSeparator("\r\n");
    settings.setNormalizeLineEndingsWithinQuotes(false);
    List<String[]> rows =
        new CsvParser(settings).parseAll(new StringReader(printed(AnswerFormat.CSV)));
    assertThat(rows).hasSize(5);
    for (int i = 0; i < 4; i++) {
      assertThat(List.of(rows.get(i + 1)[3] == null ? "NULL" : rows.get(i + 1)[3]))
          .containsExactly(
              ANSWER.rows().get(i).get(3) == null ? "NULL" : ANSWER.rows().get(i).get(3));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          =1+1        | '=1+1
          +cmd        | '+cmd
          -1+1        | '-1+1
          @SUM(A1)    | '@SUM(A1)
          `\t=1`      | `'\t=1`
          -0.25       | -0.25
          +1e-5       | +1e-5
          it = a      | it = a
          `-`         | '-
          """)
  void aSpreadsheetComputesNoText(String text, String harmless) {
    assertThat(CsvText.harmless(text)).isEqualTo(harmless);
  }

  @Test
  void aNumberOfAnyFormIsNotTouched() {
    Answer answer =
        new Answer(
            List.of("=n", "t"),
            List.of(Kind.NUMBER, Kind.TEXT),
            List.of(List.of("-Infinity", "-Infinity")));
    assertThat(printed(AnswerFormat.CSV, answer)).isEqualTo("'=n,t\r\n-Infinity,'-Infinity\r\n");
  }

  @Test
  void jsonHasRealTypesAndNulls() throws IOException {
    List<String> lines = printed(AnswerFormat.JSON).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).isEqualTo("{\"n\":null,\"b\":null,\"j\":null,\"a text\":null}");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(new ObjectMapper().readTree(line));
    }
    assertThat(rows.get(0).get("n").doubleValue()).isEqualTo(-1.5e-7);
    assertThat(rows.get(0).get("b").isBoolean()).isTrue();
    assertThat(rows.get(0).get("j").get(0).get("epoch").intValue()).isEqualTo(1);
    assertThat(rows.get(0).get("a text").textValue()).isEqualTo(NASTY);
    assertThat(rows.get(2).get("n").textValue()).isEqualTo("NaN");
    assertThat(rows.get(3).get("n").longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(rows.get(3).get("a text").textValue()).isEqualTo("two\nlines");
  }

  @Test
  void jsonNeedsDistinctNames() {
    Answer twice =
        new Answer(List.of("n", "n"), List.of(Kind.TEXT, Kind.TEXT), List.of(List.of("1", "2")));
    assertThatThrownBy(() -> printed(AnswerFormat.JSON, twice))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot print the answer as JSON: its columns must have distinct names, but two are n;"
                + " name one of them with AS");
  }

  @Test
  void markdownShowsTheTextsOfTheCells() {
    String printed = printed(AnswerFormat.MARKDOWN);
    assertThat(printed.lines().limit(2))
        .containsExactly("| n | b | j | a text |", "| ---: | --- | --- | --- |");
    List<String> cells = cells(printed);
    assertThat(cells).hasSize(4 + 16);
    assertThat(cells.subList(4, 8))
        .containsExactly("-1.5E-7", "true", "[{\"epoch\":1}]", NASTY.strip());
    assertThat(cells.subList(8, 12)).containsOnly("");
    assertThat(cells.get(19)).isEqualTo("two<br>lines");
  }

  private static List<String> cells(String markdown) {
    List<String> cells = new ArrayList<>();
    Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableCell) {
                  cells.add(text(node));
                }
                visitChildren(node);
              }
            });
    return cells;
  }

  /** Returns the text of a cell that has nothing but text and line breaks. */
  private static String text(Node cell) {
    StringBuilder text = new StringBuilder();
    for (Node part = cell.getFirstChild(); part != null; part = part.getNext()) {
      text.append(part instanceof HtmlInline html ? html.getLiteral() : ((Text) part).getLiteral());
    }
    return text.toString();
  }

  private static String printed(AnswerFormat form) {
    return printed(form, ANSWER);
  }

  private static String printed(AnswerFormat form, Answer answer) {
    StringWriter text = new StringWriter();
    TerminalWriter out = new TerminalWriter(new PrintWriter(text));
    form.print(answer, out);
    out.flush();
    return text.toString();
  }
}
