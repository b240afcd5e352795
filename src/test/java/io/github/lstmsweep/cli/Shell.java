package io.github.lstmsweep.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * The output and the exit code of one command in this process.
 *
 * @param exitCode for the shell
 * @param out lines on standard output
 * @param err lines on standard error
 */
public record Shell(int exitCode, List<String> out, List<String> err) {
  /** Runs a command in this process; the arguments are the words after {@code lstm-sweep}. */
  public static Shell run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = Main.execute(new PrintWriter(out), new PrintWriter(err), texts);
    return new Shell(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
