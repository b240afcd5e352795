package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.output.TerminalWriter.Color;
import io.github.lstmsweep.cli.output.TerminalWriter.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlockTextTest {
  private static final Look BLOCKS = new Look(true, false);
  private static final Look ASCII = new Look(false, false);

  @Test
  void aUsualTerminalHasEveryFact() {
    assertThat(text(Views.middle(), 80, BLOCKS))
        .containsExactly(
            "37/100 trials, 1 not OK, 2 running",
            "███████████░░░░░░░░░░░░░░░░░░░░  37%  3 min 20 s left  1.25 M tokens per second",
            "best 7.2500          █▅▃▂▂▁▁▁          num_steps 32, num_hiddens 64, lr 0.5",
            "epoch 3/100 16.0000  █▄▁               num_steps 8, num_hiddens 8, lr 4");
  }

  @Test
  void aNarrowTerminalHasTheImportantOnes() {
    assertThat(text(Views.middle(), 40, BLOCKS))
        .containsExactly(
            "37/100 trials, 1 not OK, 2 running",
            "██████░░░░░░░░░░░  37%  3 min 20 s left",
            "best 7.2500          █▅▃▂▂▁▁▁  num_ste…",
            "epoch 3/100 16.0000  █▄▁       num_ste…");
  }

  @Test
  void aWideTerminalNamesTheMetric() {
    assertThat(text(Views.middle(), 200, BLOCKS).subList(1, 4))
        .containsExactly(
            "███████████████░░░░░░░░░░░░░░░░░░░░░░░░░"
                + "  37%  3 min 20 s left  1.25 M tokens per second",
            "best validation_perplexity 7.2500  █▅▃▂▂▁▁▁                  "
                + "num_steps 32, num_hiddens 64, lr 0.5",
            "epoch 3/100 16.0000                █▄▁                       "
                + "num_steps 8, num_hiddens 8, lr 4");
  }

  @Test
  void aTerminalWithoutBlocksHasAscii() {
    assertThat(text(Views.middle(), 60, ASCII))
        .containsExactly(
            "37/100 trials, 1 not OK, 2 running",
            "####.......  37%  3 min 20 s left  1.25 M tokens per second",
            "best 7.2500          #=:..___  num_steps 32, num_hiddens...",
            "epoch 3/100 16.0000  #-_       num_steps 8, num_hiddens ...");
  }

  @Test
  void aSweepThatBeginsHasItsCountsAndItsTime() {
    assertThat(text(Views.beginning(), 80, BLOCKS))
        .containsExactly("0/4 trials, 0 running", "░".repeat(40) + "   0%  3.5 s left");
  }

  @Test
  void noLineIsAsWideAsItsTerminal() {
    for (SweepView view : List.of(Views.middle(), Views.beginning())) {
      for (Look look : List.of(BLOCKS, ASCII, new Look(true, true))) {
        for (int columns = 1; columns <= 250; columns++) {
          int most = Math.max(1, columns - 1);
          assertThat(BlockText.lines(view, columns, look))
              .as(columns + " columns")
              .allMatch(line -> BlockText.columns(line) <= most);
        }
      }
    }
  }

  @Test
  void colorsAreForTheBarAndForTrialsThatAreNotOk() {
    List<Span> spans =
        BlockText.lines(Views.middle(), 80, new Look(true, true)).stream()
            .flatMap(List::stream)
            .filter(span -> span.color() != Color.NONE)
            .toList();
    assertThat(spans)
        .containsExactly(new Span("1 not OK", Color.YELLOW), new Span("█".repeat(11), Color.GREEN));
    assertThat(BlockText.lines(Views.middle(), 80, BLOCKS).stream().flatMap(List::stream))
        .allMatch(span -> span.color() == Color.NONE);
  }

  @Test
  void theEnvironmentDecidesTheLook() {
    assertThat(Look.of(Map.of(), StandardCharsets.UTF_8)).isEqualTo(new Look(true, true));
    assertThat(Look.of(Map.of("NO_COLOR", ""), StandardCharsets.UTF_8).colors()).isTrue();
    assertThat(Look.of(Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8).colors()).isFalse();
    assertThat(Look.of(Map.of(), StandardCharsets.US_ASCII).blocks()).isFalse();
    assertThat(Look.of(Map.of(), StandardCharsets.ISO_8859_1).blocks()).isFalse();
    assertThat(Look.canMoveTheCursor(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Look.canMoveTheCursor(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Look.canMoveTheCursor(Map.of())).isFalse();
  }

  private static List<String> text(SweepView view, int columns, Look look) {
    return BlockText.lines(view, columns, look).stream()
        .map(line -> line.stream().map(Span::text).collect(Collectors.joining()))
        .toList();
  }
}
