package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms in which the answer to a query is printed. */
enum AnswerFormat {
  /** Columns for people. */
  TABLE {
    @Override
    void print(Answer answer, PrintWriter out) {
      TextTable text = new TextTable(answer.columns());
      for (List<String> row : answer.rows()) {
        text.row(row.stream().map(cell -> cell == null ? "-" : cell).toList());
      }
      text.lines().forEach(out::println);
    }
  },
  /** CSV of RFC 4180. */
  CSV {
    @Override
    void print(Answer answer, PrintWriter out) {
      CsvText.print(answer, out);
    }
  },
  /** One JSON object per row and line. */
  JSON {
    @Override
    void print(Answer answer, PrintWriter out) {
      JsonLines.print(answer, out);
    }
  },
  /** A table of GitHub's Markdown. */
  MARKDOWN {
    @Override
    void print(Answer answer, PrintWriter out) {
      MarkdownTable.lines(answer).forEach(out::println);
    }
  };

  /** Returns the names that a person types. */
  static List<String> names() {
    return Arrays.stream(values()).map(AnswerFormat::key).toList();
  }

  /**
   * Returns the form with this name.
   *
   * @throws UserException if there is none
   */
  static AnswerFormat of(String name) {
    return Arrays.stream(values())
        .filter(form -> form.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot set --format to "
                        + name
                        + ": must be one of "
                        + String.join(", ", names())));
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Prints an answer.
   *
   * @throws UserException if the form cannot express it
   */
  abstract void print(Answer answer, PrintWriter out);

  /** Returns whether a blank line stands between two answers. JSON needs none. */
  boolean hasBlankLines() {
    return this != JSON;
  }
}
