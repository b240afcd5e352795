package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TextCount;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a user which part of a text a sweep does not learn. */
public final class TextLine {
  private static final double LEAST_PERCENT = 0.05;

  private TextLine() {}

  /**
   * Returns the share of the text that is dropped, and the setting that would keep it. It is empty
   * if nothing is dropped or there is no text.
   */
  public static Optional<String> of(SweepInput sweep) {
    return sweep.data().count() == 1
            && sweep.data().first() instanceof Corpus text
            && text.count().dropped() > 0
        ? Optional.of(line(text.count(), text.tokenizer().form()))
        : Optional.empty();
  }

  private static String line(TextCount count, TextForm form) {
    String keys = keys(count, form);
    return "text: "
        + percent(100.0 * count.dropped() / count.characters())
        + " of its "
        + Show.counted(count.characters(), "character")
        + (count.dropped() == 1 ? " is" : " are")
        + " dropped ("
        + String.join(", ", count.kinds())
        + ")"
        + (keys.isEmpty() ? "" : "; set text: {" + keys + "} to keep " + kept(count));
  }

  private static String percent(double percent) {
    return percent < LEAST_PERCENT
        ? "less than 0.1%"
        : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  private static String kept(TextCount count) {
    return count.controls() == 0 ? "them" : "all but the control characters";
  }

  /** Returns the keys that keep more characters. No key keeps control characters. */
  private static String keys(TextCount count, TextForm form) {
    Map<String, String> keys = new LinkedHashMap<>();
    boolean latin = form.words().get("letters").equals("latin");
    if (count.letters() > 0 || (latin && isKept(form, "digits") && count.digits() > 0)) {
      keys.put("letters", "unicode");
    }
    if (count.punctuation() > 0) {
      keys.put("punctuation", "keep");
    }
    if (count.digits() > 0) {
      keys.put("digits", "keep");
    }
    return keys.entrySet().stream()
        .map(key -> key.getKey() + ": " + key.getValue())
        .collect(Collectors.joining(", "));
  }

  private static boolean isKept(TextForm form, String key) {
    return form.words().get(key).equals("keep");
  }

  /**
   * Returns the notes on the text before training: a form taken from the table, and the dropped
   * characters.
   */
  public static List<String> lines(Optional<TextForm> taken, SweepInput sweep) {
    return Stream.of(ofTable(taken, sweep), of(sweep)).flatMap(Optional::stream).toList();
  }

  /**
   * Returns a note on the form taken from the table. It is empty if that is the corpus's default or
   * if the specification sets its own form.
   */
  private static Optional<String> ofTable(Optional<TextForm> taken, SweepInput sweep) {
    return taken
        .filter(form -> !form.equals(TextForm.defaultOf(sweep.spec().corpus())))
        .map(
            form ->
                "text: as in the table " + form + ", since the specification says nothing of it");
  }
}
