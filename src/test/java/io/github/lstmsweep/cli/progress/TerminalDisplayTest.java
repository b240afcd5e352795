package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.output.TerminalWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalDisplayTest {
  private static final int ROWS = 24;

  private final StringWriter written = new StringWriter();
  private final VtScreen screen = new VtScreen(80, ROWS);
  private LiveTerminalSize.Size size = new LiveTerminalSize.Size(80, ROWS);
  private double seconds;
  private TerminalDisplay display;

  @BeforeEach
  void begin() {
    LiveTerminalSize asked =
        new LiveTerminalSize() {
          @Override
          Size now() {
            return size;
          }
        };
    display =
        new TerminalDisplay(
            new TerminalWriter(new PrintWriter(written)),
            asked,
            new Look(true, true),
            () -> seconds);
    screen.feed("tiny: training 100 trials\n");
  }

  @Test
  void theBlockIsReplacedAndDisappearsAtTheEnd() {
    tick(Views.beginning());
    assertThat(screen.lines()).hasSize(3).contains("0/4 trials, 0 running");
    tick(Views.middle());
    assertThat(screen.lines())
        .hasSize(5)
        .startsWith("tiny: training 100 trials", "37/100 trials, 1 not OK, 2 running");
    tick(Views.beginning());
    assertThat(screen.lines()).hasSize(3);
    display.close();
    show();
    assertThat(screen.feed("the results\n").lines())
        .containsExactly("tiny: training 100 trials", "the results");
    assertThat(screen.wraps()).isZero();
    assertThat(screen.colors()).isPositive();
  }

  @Test
  void aTerminalThatChangesItsWidthHasOneBlock() {
    tick(Views.middle());
    for (int columns : List.of(40, 33, 200, 61, 80)) {
      screen.resize(columns);
      size = new LiveTerminalSize.Size(columns, ROWS);
      tick(Views.middle());
      assertThat(screen.lines())
          .as(columns + " columns")
          .hasSize(5)
          .first()
          .isEqualTo("tiny: training 100 trials");
    }
    screen.resize(20);
    size = new LiveTerminalSize.Size(20, ROWS);
    display.close();
    show();
    assertThat(screen.lines()).containsExactly("tiny: training 100 t", "rials");
    assertThat(screen.wraps()).isZero();
  }

  @Test
  void aWarningStaysAndTheBlockFollowsIt() {
    tick(Views.middle());
    display.makeRoom();
    show();
    screen.feed("WARNING: something\n");
    display.tick(Views::middle);
    show();
    assertThat(screen.lines()).as("no block until all of it has arrived").hasSize(2);
    screen.feed("second line of it\n");
    tick(Views.middle());
    assertThat(screen.lines())
        .hasSize(7)
        .startsWith("tiny: training 100 trials", "WARNING: something", "second line of it");
  }

  @Test
  void aLowTerminalHasTheFirstLines() {
    size = new LiveTerminalSize.Size(80, 3);
    tick(Views.middle());
    tick(Views.middle());
    assertThat(screen.lines()).hasSize(3).contains("37/100 trials, 1 not OK, 2 running");
  }

  @Test
  void manyShortTrialsDrawFiveTimesPerSecond() {
    for (int i = 0; i < 1000; i++) {
      seconds += 0.001;
      display.finished(null, Views::middle);
    }
    assertThat(written.toString().split("\r", -1).length - 1).isBetween(4, 6);
  }

  @Test
  void theProgramSttyOrTheShellKnowsTheSize() {
    assertThat(LiveTerminalSize.parse("24 80\n")).contains(new LiveTerminalSize.Size(80, 24));
    assertThat(LiveTerminalSize.parse("0 0")).isEqualTo(Optional.empty());
    assertThat(LiveTerminalSize.parse("stty: error")).isEmpty();
  }

  private void tick(SweepView view) {
    seconds += 1;
    display.tick(() -> view);
    show();
  }

  private void show() {
    screen.feed(written.toString());
    written.getBuffer().setLength(0);
  }
}
