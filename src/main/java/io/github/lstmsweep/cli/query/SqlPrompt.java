package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.output.Remedies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Asks a person for queries. A query may have several lines and ends with a semicolon. */
final class SqlPrompt {
  private static final String FIRST = "lstm-sweep> ";
  private static final String FURTHER = " ".repeat(FIRST.length() - 3) + "-> ";

  private final BufferedReader in;
  private final PrintWriter out;
  private final PrintWriter err;

  SqlPrompt(BufferedReader in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the queries that a person types until the input ends. A mistake is one line, and the
   * prompt goes on.
   *
   * @param query runs one query and prints its answer
   */
  void ask(Consumer<String> query) {
    StringBuilder typed = new StringBuilder();
    for (String line = line(FIRST); line != null; line = line(typed.isEmpty() ? FIRST : FURTHER)) {
      typed.append(line).append('\n');
      String text = typed.toString();
      if (!SqlStatements.isOpen(text)) {
        SqlStatements.ended(text).forEach(statement -> run(query, statement.sql()));
        typed.setLength(0);
      }
    }
    out.println();
    out.flush();
  }

  private void run(Consumer<String> query, String sql) {
    try {
      query.accept(sql);
    } catch (UserException e) {
      out.flush();
      Remedies.lines(e).forEach(err::println);
      err.flush();
    }
  }

  private String line(String prompt) {
    out.print(prompt);
    out.flush();
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
