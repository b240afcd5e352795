package io.github.lstmsweep.cli.query;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import io.github.lstmsweep.spark.sql.TableQueries.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints an answer as CSV of RFC 4180. NULL is an empty field, and an empty text is a pair of
 * quotes. A spreadsheet would compute a text such as {@code =1+1}, so it gets a single quote in
 * front.
 */
final class CsvText {
  /** The first characters by which a spreadsheet takes a text for a formula. */
  private static final String FORMULA = "=+-@\t\r\n";

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final CsvWriter writer;

  private CsvText() {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.setNullValue("");
    settings.setEmptyValue("\"\"");
    // The RFC has quotes around a field with a quote or a line end anywhere.
    settings.setQuotationTriggers('"', '\r', '\n');
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    // The default limit of columns is for readers, but the writer has it too.
    settings.setMaxColumns(Short.MAX_VALUE);
    writer = new CsvWriter(new StringWriter(), settings);
  }

  /** Prints the names of the columns and then the rows. */
  static void print(Answer answer, PrintWriter out) {
    CsvText text = new CsvText();
    text.line(answer.columns(), answer.columns().stream().map(name -> Kind.TEXT).toList(), out);
    answer.rows().forEach(row -> text.line(row, answer.kinds(), out));
    out.flush();
  }

  private void line(List<String> cells, List<Kind> kinds, PrintWriter out) {
    Object[] harmless = new Object[cells.size()];
    for (int i = 0; i < harmless.length; i++) {
      harmless[i] = kinds.get(i) == Kind.NUMBER ? cells.get(i) : harmless(cells.get(i));
    }
    out.print(writer.writeRowToString(harmless));
    TerminalWriter.endCsvLine(out);
  }

  /** Returns the text with a single quote in front if a spreadsheet would compute it. */
  static String harmless(String text) {
    return text != null
            && !text.isEmpty()
            && FORMULA.indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches()
        ? "'" + text
        : text;
  }
}
