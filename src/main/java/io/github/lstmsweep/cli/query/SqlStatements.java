package io.github.lstmsweep.cli.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into the statements that semicolons end. A semicolon in quotes or in a comment ends
 * none; quotes and comments are those of Spark SQL.
 */
final class SqlStatements {
  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private int at;
  private int line = 1;

  /** The place of the first character that is neither blank nor part of a comment, or -1. */
  private int start = -1;

  private int startLine;

  /**
   * One statement.
   *
   * @param sql its text without the semicolon
   * @param line the line of the text in which it begins, from 1
   */
  record Statement(String sql, int line) {}

  private SqlStatements(String text) {
    this.text = text;
    while (at < text.length()) {
      step();
    }
  }

  /** Returns all statements of a text. The last one needs no semicolon. */
  static List<Statement> of(String text) {
    SqlStatements cut = new SqlStatements(text);
    cut.end(text.length());
    return List.copyOf(cut.statements);
  }

  /** Returns the statements of a text that a semicolon ends. */
  static List<Statement> ended(String text) {
    return List.copyOf(new SqlStatements(text).statements);
  }

  /** Returns whether a text has anything after its last statement that a semicolon ends. */
  static boolean isOpen(String text) {
    SqlStatements cut = new SqlStatements(text);
    return cut.start >= 0;
  }

  private void step() {
    char c = text.charAt(at);
    if (isAt("--")) {
      skip(comment());
    } else if (isAt("/*")) {
      skip(bracketed());
    } else if (c == ';') {
      end(at);
      skip(at + 1);
    } else if (Character.isWhitespace(c)) {
      skip(at + 1);
    } else {
      begin();
      skip(c == '\'' || c == '"' || c == '`' ? quoted(c) : at + 1);
    }
  }

  private void begin() {
    if (start < 0) {
      start = at;
      startLine = line;
    }
  }

  private void end(int end) {
    if (start >= 0) {
      statements.add(new Statement(text.substring(start, end).strip(), startLine));
      start = -1;
    }
  }

  private boolean isAt(String word) {
    return text.startsWith(word, at);
  }

  /** Goes on at {@code to} and counts the lines before it. */
  private void skip(int to) {
    for (; at < to; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }

  /** Returns the end of a comment that begins with two dashes. A backslash continues it. */
  private int comment() {
    int i = at;
    while (i < text.length() && (text.charAt(i) != '\n' || text.charAt(i - 1) == '\\')) {
      i++;
    }
    return i;
  }

  /** Returns the end of a comment in brackets, which may hold further ones. */
  private int bracketed() {
    int depth = 0;
    int i = at;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return i;
  }

  /** Returns the place after a quoted text. A doubled quote reads as the end and a new begin. */
  private int quoted(char quote) {
    boolean escapes = quote != '`' && !isRaw();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += escapes && text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  /** Returns whether an r stands before the quote, so that a backslash is a character. */
  private boolean isRaw() {
    return at > 0
        && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R')
        && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
  }
}
