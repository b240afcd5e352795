package io.github.lstmsweep.trial;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form of the text that a trained model writes for its row.
 *
 * @param prefix of the text; empty for the first words of the validation text. Only a specification
 *     has an empty prefix: a trial's dataset has the words
 * @param length number of tokens to write after the prefix
 * @param temperature 0 for the likeliest token each time; above 0, each token is drawn from {@code
 *     softmax(logits / temperature)}
 */
public record SampleForm(String prefix, int length, double temperature) {
  /** The largest number of tokens; a longer text would be unreadable in a table. */
  public static final int LONGEST = 1_000;

  /** The largest number of characters in a prefix. */
  public static final int LONGEST_PREFIX = 1_000;

  private static final String TIME_TRAVELLER = "it has";
  private static final int LENGTH = 20;

  /** The sample of d2l.ai (chapter 9.5). */
  public static final SampleForm D2L = new SampleForm(TIME_TRAVELLER, LENGTH, 0);

  /** A sample that begins like the validation text. */
  public static final SampleForm OWN = new SampleForm("", LENGTH, 0);

  /** Refuses lengths and temperatures that are out of bounds. */
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
    // Negative zero would have a different hash.
    temperature = temperature == 0 ? 0 : temperature;
  }

  /**
   * Returns the sample for a specification that does not set it. Every text in d2l.ai's form has
   * d2l.ai's sample, as when that was the only form.
   */
  public static SampleForm defaultOf(String corpus, TextForm form) {
    return TextForm.isBuiltIn(corpus) || form.isD2l() ? D2L : OWN;
  }

  /** Returns this sample with a different prefix. */
  public SampleForm after(String words) {
    return new SampleForm(words, length, temperature);
  }

  /** Returns whether each token is drawn instead of being the likeliest one. */
  public boolean isDrawn() {
    return temperature > 0;
  }

  /** Returns the parts that differ from d2l.ai's, by the names of the table's columns. */
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
