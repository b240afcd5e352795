package io.github.lstmsweep.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits the commands of documents into words, as a shell does. */
final class ShellWords {
  /** The start of a command of this project, wherever it is in a text. */
  private static final Pattern SCRIPT =
      Pattern.compile("\\./(?:submit/[\\w-]+\\.sh|bin/lstm-sweep)(?= )");

  private final String text;
  private int place;

  private ShellWords(String text, int place) {
    this.text = text;
    this.place = place;
  }

  /** Returns every command of this project in a text; the first word is the script. */
  static List<List<String>> commands(String text) {
    return SCRIPT
        .matcher(text)
        .results()
        .map(MatchResult::start)
        .map(start -> new ShellWords(text, start).command())
        .toList();
  }

  /** Returns the words up to the end of the command. */
  static List<String> of(String command) {
    return new ShellWords(command, 0).command();
  }

  private List<String> command() {
    List<String> words = new ArrayList<>();
    while (!isEnd()) {
      if (text.charAt(place) == ' ') {
        place++;
      } else if (text.startsWith("\\\n", place)) {
        place += 2;
      } else if (text.charAt(place) == '#') {
        return words;
      } else {
        words.add(word());
      }
    }
    return words;
  }

  private boolean isEnd() {
    return place >= text.length() || "\n;&|<>".indexOf(text.charAt(place)) >= 0;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (!isEnd() && text.charAt(place) != ' ' && !text.startsWith("\\\n", place)) {
      char c = text.charAt(place);
      if (c == '\'' || c == '"') {
        int end = text.indexOf(c, place + 1);
        if (end < 0) {
          throw new IllegalArgumentException("no closing " + c + " in " + text);
        }
        word.append(text, place + 1, end);
        place = end + 1;
      } else {
        word.append(c);
        place++;
      }
    }
    return word.toString();
  }
}
