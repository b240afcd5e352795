package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.sql.TableQueries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The queries of a file, which semicolons end. */
record QueryFile(Path file, List<SqlStatements.Statement> queries) {
  /**
   * Reads a file in UTF-8.
   *
   * @throws UserException if it cannot be read or has no query
   */
  static QueryFile read(Path file) {
    List<SqlStatements.Statement> queries;
    try {
      queries = SqlStatements.of(Files.readString(file));
    } catch (IOException e) {
      throw UserException.badInput("Cannot read queries " + file + ": " + Reason.of(e));
    }
    if (queries.isEmpty()) {
      throw UserException.badInput("Cannot read queries " + file + ": must have a query");
    }
    return new QueryFile(file, queries);
  }

  /**
   * Prints the answers one after another.
   *
   * @throws UserException if a query fails; it names the line of the query. The answers before it
   *     are printed.
   */
  void answer(TableQueries views, AnswerFormat form, PrintWriter out) {
    boolean first = true;
    for (SqlStatements.Statement query : queries) {
      try {
        TableQueries.Answer answer = views.sql(query.sql());
        if (!first && form.hasBlankLines()) {
          out.println();
        }
        form.print(answer, out);
        out.flush();
        first = false;
      } catch (UserException e) {
        throw e.after(file + ", line " + query.line() + ": ");
      }
    }
  }
}
