package io.github.lstmsweep.attempt;

import java.util.ArrayList;
import java.util.List;

/**
 * Formats an exception as the detail of a row: class and message, then the frames of the trial's
 * own code. It leaves out Spark's frames, so the text is the same on every cluster.
 */
public final class StackText {
  private static final int FRAMES = 16;
  private static final int CAUSES = 4;
  private static final int MESSAGE_CHARS = 1_000;

  private StackText() {}

  /** Returns {@code e} and its causes, each down to the frame of {@code caller}. */
  public static String of(Throwable e, Class<?> caller) {
    List<String> lines = new ArrayList<>();
    Throwable cause = e;
    for (int i = 0; cause != null && i < CAUSES; i++, cause = cause.getCause()) {
      lines.add((i == 0 ? "" : "caused by ") + headline(cause));
      addFrames(lines, cause, caller);
    }
    return String.join("\n", lines);
  }

  /** Returns the message of {@code e} and its frames, down to the frame of {@code caller}. */
  static String messageAndFrames(Throwable e, Class<?> caller) {
    List<String> lines = new ArrayList<>(List.of(e.getMessage()));
    addFrames(lines, e, caller);
    return String.join("\n", lines);
  }

  private static void addFrames(List<String> lines, Throwable e, Class<?> caller) {
    StackTraceElement[] stack = e.getStackTrace();
    for (int f = 0; f < stack.length && f < FRAMES; f++) {
      if (stack[f].getClassName().equals(caller.getName())) {
        break;
      }
      lines.add("  at " + stack[f]);
    }
  }

  private static String headline(Throwable e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getName();
    }
    return e.getClass().getName()
        + ": "
        + (message.length() > MESSAGE_CHARS ? message.substring(0, MESSAGE_CHARS) + "…" : message);
  }
}
