package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys that choose among ways to do things; the first way is the default, but for {@code text},
 * whose default depends on the corpus.
 */
// List.of makes lists that never change.
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
  METHOD("method", List.of("grid"), "random, successive halving and TPE are not there yet"),
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

  /** The key within its mapping. */
  public String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  public String defaultWord() {
    return words.get(0);
  }

  String bound() {
    int last = words.size() - 1;
    String all =
        last == 0
            ? words.get(0)
            : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    return all + (note.isEmpty() ? "" : " (" + note + ")");
  }

  /** None where there is one word only: whoever writes another means another. */
  private Optional<String> nearest(String given) {
    return words.size() == 1 ? Optional.empty() : Nearest.to(given, words);
  }

  /** What is wrong with {@code given}, if anything is. */
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
