package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects the problems of one specification, so that all are reported at once. */
public final class Problems {
  private final List<UserException.Problem> found = new ArrayList<>();
  private final Lines lines;

  /**
   * Starts without problems.
   *
   * @param lines of the specification's keys
   */
  public Problems(Lines lines) {
    this.lines = lines;
  }

  /** Adds a problem that has no place in the file. */
  public void add(String problem) {
    found.add(UserException.Problem.of(problem));
  }

  /** Adds problems that have no place in the file. */
  public void addAll(Collection<String> more) {
    more.forEach(this::add);
  }

  /** Problems of another input, with their remedies. */
  public void addAll(UserException other) {
    found.addAll(other.parts());
  }

  /**
   * Adds a problem of a key of the file, and its line if it is known. A key inside another one has
   * a dot.
   */
  public void addAt(String key, String problem) {
    add(lines.at(key, problem));
  }

  /** Adds a problem at its key. */
  public void add(Problem problem) {
    addAt(problem.key(), problem.text());
  }

  /** Forgets the line of {@code key}, because the command line has replaced its value. */
  public void override(String key) {
    lines.forget(key);
  }

  /** Adds a problem of a value: "Cannot set lr to -1: must be …". */
  public void cannotSetTo(String key, Object value, String bound) {
    addAt(key, cannotSet(key, value, bound));
  }

  /** Returns the number of problems so far. */
  public int count() {
    return found.size();
  }

  /** Throws a {@link UserException} with all problems if there are any. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw UserException.of(ExitCode.BAD_INPUT, found);
    }
  }

  /** Returns the message "Cannot set KEY to VALUE: must be BOUND". */
  public static String cannotSet(String key, Object value, String bound) {
    return "Cannot set " + key + " to " + Shown.of(value) + ": must be " + bound;
  }

  /**
   * Refuses a value that the reader would refuse; for the constructors of records.
   *
   * @throws IllegalArgumentException if there is a problem
   */
  public static void requireNone(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
  }
}
