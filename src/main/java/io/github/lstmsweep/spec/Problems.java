package io.github.lstmsweep.spec;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is wrong with one specification, gathered so that it is told all at once. */
final class Problems {
  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  void addAll(Collection<String> more) {
    lines.addAll(more);
  }

  /** The value is of no use, whatever its mend: "Cannot set lr to -1: must be …". */
  void cannotSetTo(String key, Object value, String bound) {
    add(cannotSet(key, value, bound));
  }

  int count() {
    return lines.size();
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new UserException(ExitCode.BAD_INPUT, lines);
    }
  }

  static String cannotSet(String key, Object value, String bound) {
    return "Cannot set " + key + " to " + Shown.of(value) + ": must be " + bound;
  }

  /** For the records: they hold no value that the reader would refuse. */
  static void requireNone(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
  }
}
