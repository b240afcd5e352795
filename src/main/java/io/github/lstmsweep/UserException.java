package io.github.lstmsweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mistake or a circumstance that the person at the keyboard can mend. Printed as its problems,
 * one a line, without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A whole sentence: what, the value, the bound.
   *
   * @param text the sentence, or all of it but the remedy
   * @param remedy how to mend it, where that depends on the program; ends the sentence
   */
  public record Problem(String text, Optional<Remedy> remedy) {
    /** A problem whose text says all. */
    public static Problem of(String text) {
      return new Problem(text, Optional.empty());
    }

    /** A problem whose sentence ends with a remedy. */
    public static Problem of(String text, Remedy remedy) {
      return new Problem(text, Optional.of(remedy));
    }

    /** The sentence, with the remedy in the given words. */
    public String told(Function<Remedy, String> words) {
      return text + remedy.map(words).map(mend -> "; " + mend).orElse("");
    }

    @Override
    public String toString() {
      return told(Remedy::words);
    }
  }

  private final ExitCode exitCode;
  private final String[] texts;

  /** As many as there are texts; null where the text says all. */
  private final Remedy[] remedies;

  private UserException(List<Problem> problems, ExitCode exitCode) {
    super(String.join(System.lineSeparator(), told(problems, Remedy::words)));
    this.exitCode = exitCode;
    this.texts = problems.stream().map(Problem::text).toArray(String[]::new);
    this.remedies = problems.stream().map(p -> p.remedy().orElse(null)).toArray(Remedy[]::new);
  }

  /**
   * All {@code problems} of one input, each a whole sentence: what, the value, the bound, the mend.
   */
  public UserException(ExitCode exitCode, List<String> problems) {
    this(problems.stream().map(Problem::of).toList(), exitCode);
  }

  /** All {@code problems} of one input, with their remedies. */
  public static UserException of(ExitCode exitCode, List<Problem> problems) {
    return new UserException(problems, exitCode);
  }

  /** A single problem that ends with {@link ExitCode#BAD_INPUT}. */
  public static UserException badInput(String problem) {
    return of(ExitCode.BAD_INPUT, List.of(Problem.of(problem)));
  }

  /** A single problem with its remedy that ends with {@link ExitCode#BAD_INPUT}. */
  public static UserException badInput(String problem, Remedy remedy) {
    return of(ExitCode.BAD_INPUT, List.of(Problem.of(problem, remedy)));
  }

  /** A single problem that ends with {@link ExitCode#STORAGE}. */
  public static UserException storage(String problem) {
    return of(ExitCode.STORAGE, List.of(Problem.of(problem)));
  }

  /** A single problem with its remedy that ends with {@link ExitCode#STORAGE}. */
  public static UserException storage(String problem, Remedy remedy) {
    return of(ExitCode.STORAGE, List.of(Problem.of(problem, remedy)));
  }

  /** The code that the process ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The problems as sentences that name no option, in the order they were found. */
  public List<String> problems() {
    return problems(Remedy::words);
  }

  /** The problems as sentences, with the remedies in the given words. */
  public List<String> problems(Function<Remedy, String> words) {
    return told(parts(), words);
  }

  /** The problems with their remedies, in the order they were found. */
  public List<Problem> parts() {
    List<Problem> parts = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      parts.add(new Problem(texts[i], Optional.ofNullable(remedies[i])));
    }
    return List.copyOf(parts);
  }

  /** Returns this exception with {@code beginning} before its first problem. */
  public UserException after(String beginning) {
    List<Problem> parts = new ArrayList<>(parts());
    parts.set(0, new Problem(beginning + parts.get(0).text(), parts.get(0).remedy()));
    return of(exitCode, parts);
  }

  private static List<String> told(List<Problem> problems, Function<Remedy, String> words) {
    return problems.stream().map(problem -> problem.told(words)).toList();
  }
}
