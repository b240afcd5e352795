package io.github.lstmsweep.cli.progress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.lstmsweep.cli.output.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the terminal of this process, which may change at any time. The program {@code stty}
 * knows it, because Java cannot ask. One call takes a few milliseconds. If it fails once, it is not
 * called again.
 */
class LiveTerminalSize {
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
  private static final long PATIENCE_MILLIS = 1_000;
  private static final Size USUAL = new Size(80, 24);

  private boolean answers = true;

  /** The numbers of columns and rows. */
  record Size(int columns, int rows) {}

  /** Returns the size now. Without an answer it is that of the start, or 80 x 24. */
  Size now() {
    Optional<Size> asked = answers ? ask() : Optional.empty();
    answers = asked.isPresent();
    return asked.orElseGet(LiveTerminalSize::given);
  }

  private static Size given() {
    return new Size(
        TerminalSize.columns().orElse(USUAL.columns()), TerminalSize.lines().orElse(USUAL.rows()));
  }

  private static Optional<Size> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) && stty.exitValue() == 0
            ? parse(new String(stty.getInputStream().readAllBytes(), US_ASCII))
            : Optional.empty();
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads an answer such as {@code 24 80}: rows and columns. A terminal of size 0 has none. */
  static Optional<Size> parse(String answer) {
    Matcher matcher = ANSWER.matcher(answer.strip());
    return matcher.matches()
        ? Optional.of(
                new Size(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1))))
            .filter(size -> size.columns() > 0 && size.rows() > 0)
        : Optional.empty();
  }
}
