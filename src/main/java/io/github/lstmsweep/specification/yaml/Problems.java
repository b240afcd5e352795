package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is wrong with one specification, gathered so that it is told all at once. */
public final class Problems {
  private final List<UserException.Problem> found = new ArrayList<>();
  private final Lines lines;

  /** No problem yet, of a specification whose keys stand in these lines. */
  public Problems(Lines lines) {
    this.lines = lines;
  }

  /** A problem that has no place in the file. */
  public void add(String problem) {
    found.add(UserException.Problem.of(problem));
  }

  /** Problems that have no place in the file. */
  public void addAll(Collection<String> more) {
    more.forEach(this::add);
  }

  /** Problems of another input, with their remedies. */
  public void addAll(UserException other) {
    found.addAll(other.parts());
  }

  /** A problem of a key of the file; one inside another has a dot. */
  public void addAt(String key, String problem) {
    add(lines.at(key, problem));
  }

  /** A problem with its key. */
  public void add(Problem problem) {
    addAt(problem.key(), problem.text());
  }

  /** The command line has another value for {@code key}: its problems have no line. */
  public void override(String key) {
    lines.forget(key);
  }

  /** The value is of no use, whatever its mend: "Cannot set lr to -1: must be …". */
  public void cannotSetTo(String key, Object value, String bound) {
    addAt(key, cannotSet(key, value, bound));
  }

  public int count() {
    return found.size();
  }

  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw UserException.of(ExitCode.BAD_INPUT, found);
    }
  }

  public static String cannotSet(String key, Object value, String bound) {
    return "Cannot set " + key + " to " + Shown.of(value) + ": must be " + bound;
  }

  /** For the records: they hold no value that the reader would refuse. */
  public static void requireNone(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
  }
}
