package io.github.lstmsweep.result.model;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes tokens in UTF-8, one per line, and reads them back. If a token is a line feed or a tab, it
 * is spelled {@code \n} or {@code \t}, and every backslash is doubled. No other token has a control
 * character, since terminals would obey it.
 */
final class TokenLines {
  private TokenLines() {}

  /** Returns whether a token needs the spelling. */
  static boolean hasLineEnds(Vocabulary vocabulary) {
    return vocabulary.tokens().stream().anyMatch(TokenLines::isLineEnd);
  }

  static byte[] write(Vocabulary vocabulary) {
    boolean spelled = hasLineEnds(vocabulary);
    StringBuilder lines = new StringBuilder();
    for (String token : vocabulary.tokens()) {
      if (isObeyed(token)) {
        throw new IllegalArgumentException(
            "Cannot write a token that has a control character: " + ControlCharacters.shown(token));
      }
      lines.append(spelled ? spelled(token) : token).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the lines of {@link #write}.
   *
   * @param spelled whether line feeds and tabs are spelled
   * @throws CorruptFileException if a token has a control character
   */
  static List<String> read(String lines, boolean spelled) throws CorruptFileException {
    List<String> tokens =
        Arrays.stream(lines.split("\n")).map(line -> spelled ? token(line) : line).toList();
    if (tokens.stream().anyMatch(spelled ? TokenLines::isObeyed : ControlCharacters::areIn)) {
      throw new CorruptFileException(
          "its tokens have control characters, and no text is cut into such");
    }
    return tokens;
  }

  private static boolean isLineEnd(String token) {
    return token.equals("\n") || token.equals("\t");
  }

  private static boolean isObeyed(String token) {
    return !isLineEnd(token) && ControlCharacters.areIn(token);
  }

  private static String spelled(String token) {
    return token.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  /**
   * Returns the token of a spelled line. A backslash before any other character stays, since {@link
   * #write} never writes it.
   */
  private static String token(String line) {
    StringBuilder token = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = c == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
      i += next == '\\' || next == 'n' || next == 't' ? 1 : 0;
      switch (next) {
        case '\\' -> token.append('\\');
        case 'n' -> token.append('\n');
        case 't' -> token.append('\t');
        default -> token.append(c);
      }
    }
    return token.toString();
  }
}
