package io.github.lstmsweep.trial;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text that a trained model writes for its row.
 *
 * @param prefix of the text; empty for the first words of the validation text, which nothing but a
 *     specification has: a trial's dataset has the words
 * @param length tokens to write after the prefix
 * @param temperature 0 for the likeliest token each time; above 0 each is drawn from {@code
 *     softmax(logits / temperature)}
 */
public record SampleForm(String prefix, int length, double temperature) {
  /** More would make a row's text longer than anybody reads in a table. */
  public static final int LONGEST = 1_000;

  /** Characters that a prefix may have. */
  public static final int LONGEST_PREFIX = 1_000;

  private static final String TIME_TRAVELLER = "it has";
  private static final int LENGTH = 20;

  /** The sample of d2l.ai (chapter 9.5). */
  public static final SampleForm D2L = new SampleForm(TIME_TRAVELLER, LENGTH, 0);

  /** A sample that begins as the validation text does. */
  public static final SampleForm OWN = new SampleForm("", LENGTH, 0);

  /** Refuses lengths and temperatures out of their bounds. */
  public SampleForm {
    if (prefix.codePointCount(0, prefix.length()) > LONGEST_PREFIX) {
      throw new IllegalArgumentException(
          "Cannot set sample.prefix: must have at most " + LONGEST_PREFIX + " characters");
    }
    if (length < 1 || length > LONGEST) {
      throw new IllegalArgumentException(
          "Cannot set sample.length to " + length + ": must be from 1 to " + LONGEST);
    }
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "Cannot set sample.temperature to " + temperature + ": must be finite and at least 0");
    }
    // Negative zero is another value in a hash.
    temperature = temperature == 0 ? 0 : temperature;
  }

  /**
   * The sample where nobody says another. Any text in d2l.ai's form has d2l.ai's, as it had when
   * there was no other form.
   */
  public static SampleForm defaultOf(String corpus, TextForm form) {
    return TextForm.isBuiltIn(corpus) || form.isD2l() ? D2L : OWN;
  }

  /** This sample after another prefix. */
  public SampleForm after(String words) {
    return new SampleForm(words, length, temperature);
  }

  /** Whether each token is drawn, and not the likeliest. */
  public boolean isDrawn() {
    return temperature > 0;
  }

  /** The parts that are not d2l.ai's, by the names of the table's columns. */
  Map<String, Object> differences() {
    Map<String, Object> differences = new LinkedHashMap<>();
    if (!prefix.equals(D2L.prefix)) {
      differences.put("sample_prefix", prefix);
    }
    if (length != D2L.length) {
      differences.put("sample_length", length);
    }
    if (temperature != D2L.temperature) {
      differences.put("sample_temperature", temperature);
    }
    return differences;
  }
}
