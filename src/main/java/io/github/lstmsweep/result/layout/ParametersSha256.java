package io.github.lstmsweep.result.layout;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a model's parameters, which is part of the name of the model's file.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ParametersSha256(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /**
   * Requires this form, because a row may come from a stranger and a path is made of the digest.
   */
  public ParametersSha256 {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot take " + hex + " for a SHA-256: must be 64 lower-case hexadecimal digits");
    }
  }

  /** Returns the digest that {@code text} spells; empty if it spells none. */
  public static Optional<ParametersSha256> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new ParametersSha256(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return hex;
  }
}
