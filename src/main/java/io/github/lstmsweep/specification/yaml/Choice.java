package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose value is one of a few words. The first word is the default, except for {@code
 * text}, whose default depends on the corpus.
 */
// The lists are immutable, because List.of makes them.
@SuppressWarnings("ImmutableEnumChecker")
public enum Choice {
  TASK("task", Arrays.stream(Task.values()).map(Task::key).toList(), ""),
  TOKENS("tokens", Arrays.stream(Tokens.values()).map(Tokens::key).toList(), ""),
  TEXT_LETTERS("text.letters", TextForm.keys().get("letters"), ""),
  TEXT_CASE("text.case", TextForm.keys().get("case"), ""),
  TEXT_PUNCTUATION("text.punctuation", TextForm.keys().get("punctuation"), ""),
  TEXT_DIGITS("text.digits", TextForm.keys().get("digits"), ""),
  TEXT_LINES("text.lines", TextForm.keys().get("lines"), ""),
  SCALE("scale", Arrays.stream(SeriesForm.Scale.values()).map(SeriesForm.Scale::key).toList(), ""),
  METHOD("method", Arrays.stream(Method.values()).map(Method::key).toList(), ""),
  METRIC_NAME("metric.name", Arrays.stream(Task.values()).map(Task::metric).toList(), ""),
  METRIC_GOAL("metric.goal", List.of("minimize"), "the lowest is the best");

  private final String path;
  private final List<String> words;
  private final String note;

  Choice(String path, List<String> words, String note) {
    this.path = path;
    this.words = words;
    this.note = note;
  }

  /** Returns the key with the name of its section, such as {@code text.case}. */
  public String path() {
    return path;
  }

  /** Returns the key within its mapping, without the name of the section. */
  public String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** Returns the word that holds if the file leaves the key out. */
  public String defaultWord() {
    return words.get(0);
  }

  /** Returns the words that the key takes. */
  public List<String> words() {
    return words;
  }

  /** Returns the words for "must be …". */
  public String bound() {
    int last = words.size() - 1;
    String all =
        last == 0
            ? words.get(0)
            : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    return all + (note.isEmpty() ? "" : " (" + note + ")");
  }

  /** Suggests a word, but not if there is only one: a different word then means something else. */
  private Optional<String> nearest(String given) {
    return words.size() == 1 ? Optional.empty() : Nearest.to(given, words);
  }

  /** Returns the problem of the word {@code given}, or empty if it is allowed. */
  public Optional<String> problem(String given) {
    return words.contains(given)
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(
                path,
                given,
                bound() + nearest(given).map(n -> "; did you mean " + n + "?").orElse("")));
  }
}
