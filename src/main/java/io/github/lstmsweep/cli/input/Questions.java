package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person at a terminal. */
public final class Questions {
  private final PrintWriter out;
  private final BufferedReader in;

  private Questions(PrintWriter out, BufferedReader in) {
    this.out = out;
    this.in = in;
  }

  /** Returns the questions to the person at the terminal; empty if there is none. */
  public static Optional<Questions> atTerminal(PrintWriter out) {
    return Keyboard.lines().map(in -> new Questions(out, in));
  }

  /**
   * Asks until an answer has no problem.
   *
   * @param byDefault the answer if the person types none; empty if there must be one
   * @param problem of an answer
   * @throws UserException if the input ends
   */
  public String ask(String question, String byDefault, Function<String, Optional<String>> problem) {
    while (true) {
      out.print(question + (byDefault.isEmpty() ? "" : " [" + byDefault + "]") + ": ");
      out.flush();
      String typed = line().strip();
      String answer = typed.isEmpty() ? byDefault : typed;
      Optional<String> wrong =
          answer.isEmpty() ? Optional.of("Cannot go on without an answer") : problem.apply(answer);
      if (wrong.isEmpty()) {
        return answer;
      }
      out.println(wrong.get());
    }
  }

  private String line() {
    try {
      String line = in.readLine();
      if (line == null) {
        out.println();
        throw UserException.badInput("Cannot go on without an answer: the input has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
