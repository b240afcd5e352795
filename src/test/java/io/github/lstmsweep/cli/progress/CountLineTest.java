package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.output.TerminalWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountLineTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter written = new StringWriter();
  private long nanos = 5;

  @Test
  void aTerminalHasOneLineThatDisappears() {
    VtScreen screen = new VtScreen(80, 24);
    screen.feed("$ export\n");
    try (CountLine line = line(Optional.of(new TerminalWriter(new PrintWriter(written))))) {
      line.show("0 of 2 trials exported");
      assertThat(shown(screen).lines()).containsExactly("$ export", "0 of 2 trials exported");
      nanos += SECOND / 10;
      line.show("1 of 2 trials exported");
      assertThat(shown(screen).lines()).containsExactly("$ export", "0 of 2 trials exported");
      nanos += SECOND;
      line.show("1,000,000,000 of 1,000,000,000 trials" + " and more".repeat(9));
      assertThat(shown(screen).lines()).hasSize(2);
      assertThat(screen.wraps()).isZero();
    }
    assertThat(shown(screen).feed("2 trials\n").lines()).containsExactly("$ export", "2 trials");
  }

  @Test
  void elsewhereALineFollowsEveryTenSeconds() {
    try (CountLine line = line(Optional.empty())) {
      for (int second = 0; second <= 25; second++) {
        line.show(second + " of 26");
        nanos += SECOND;
      }
    }
    assertThat(written.toString().lines()).containsExactly("10 of 26", "20 of 26");
  }

  @Test
  void itShowsNothingAfterItsEnd() {
    CountLine line = line(Optional.of(new TerminalWriter(new PrintWriter(written))));
    line.close();
    line.show("late");
    assertThat(written.toString()).isEmpty();
  }

  private CountLine line(Optional<TerminalWriter> terminal) {
    return new CountLine(terminal, new PrintWriter(written), () -> nanos);
  }

  private VtScreen shown(VtScreen screen) {
    screen.feed(written.toString());
    written.getBuffer().setLength(0);
    return screen;
  }
}
