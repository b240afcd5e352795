package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import io.github.lstmsweep.spark.sql.TableQueries.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an answer as a table of GitHub's Markdown. Characters that Markdown would obey are
 * escaped, so a reader sees the text of the cell. NULL is an empty cell.
 */
final class MarkdownTable {
  /** An underscore inside a word emphasizes nothing, so column names stay readable. */
  private static final Pattern OBEYED =
      Pattern.compile("[\\\\`*\\[\\]<>|~&!#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])");

  private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\n]");

  private MarkdownTable() {}

  /** Returns the head, the line of alignments, and one line per row. */
  static List<String> lines(Answer answer) {
    List<String> lines = new ArrayList<>();
    lines.add(line(answer.columns()));
    lines.add(
        answer.kinds().stream()
            .map(kind -> kind == Kind.NUMBER ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    answer.rows().forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String line(List<String> cells) {
    return cells.stream().map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String cell(String text) {
    return text == null
        ? ""
        : LINE_END.matcher(OBEYED.matcher(text).replaceAll("\\\\$0")).replaceAll("<br>");
  }
}
