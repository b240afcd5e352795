package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.cli.output.TerminalWriter.Color;
import io.github.lstmsweep.cli.output.TerminalWriter.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {
  private static final long SEED = 7;

  private final StringWriter terminal = new StringWriter();
  private final TerminalWriter out = new TerminalWriter(new PrintWriter(terminal));

  @Test
  void everyControlCharacterIsAQuestionMarkButLineFeedAndTab() {
    for (int c = 0; c <= 0xffff; c++) {
      terminal.getBuffer().setLength(0);
      out.print((char) c);
      out.print('x');
      boolean obeyed =
          (c < 0x20 && c != '\n' && c != '\t')
              || (c >= 0x7f && c <= 0x9f)
              || c == 0x61c
              || c == 0x200e
              || c == 0x200f
              || (c >= 0x2028 && c <= 0x202e)
              || (c >= 0x2066 && c <= 0x2069)
              || (c >= 0xd800 && c <= 0xdfff);
      assertThat(terminal.toString())
          .as("U+%04x", c)
          .isEqualTo((obeyed ? "?" : Character.toString(c)) + "x");
    }
  }

  /** The output must not depend on how the text is cut or on which method writes each piece. */
  @Test
  void theSameTextComesOutInOnePieceOrInMany() {
    Random random = new Random(SEED);
    int[] alphabet = "ab\n\t\u001b\u009b\u202eé\ud800\udc00\ud83d\ude00 ".chars().toArray();
    for (int i = 0; i < 2_000; i++) {
      String text =
          IntStream.range(0, random.nextInt(20))
              .map(at -> alphabet[random.nextInt(alphabet.length)])
              .mapToObj(c -> Character.toString((char) c))
              .collect(Collectors.joining());
      terminal.getBuffer().setLength(0);
      for (int from = 0; from < text.length(); ) {
        int to = Math.min(text.length(), from + random.nextInt(4));
        write(text.substring(from, to), random.nextInt(4));
        out.flush();
        from = to;
      }
      out.println();
      assertThat(terminal.toString())
          .as("seed %d, text %d: %s", SEED, i, ControlCharacters.escaped(text))
          .isEqualTo(ControlCharacters.shown(text) + System.lineSeparator());
    }
  }

  private void write(String piece, int how) {
    switch (how) {
      case 0 -> out.print(piece);
      case 1 -> out.write(("<" + piece + ">").toCharArray(), 1, piece.length());
      case 2 -> piece.chars().forEach(out::write);
      default -> out.append("<" + piece + ">", 1, 1 + piece.length());
    }
  }

  @Test
  void whatAModelWritesCharByCharComesOutWhole() {
    try (StreamedText text = new StreamedText(out)) {
      assertThat(text.test("a\ud83d")).isTrue();
      assertThat(terminal.toString()).as("half of it waits").isEqualTo("a");
      assertThat(text.test("\ude00\u001b")).isTrue();
      assertThat(terminal.toString()).isEqualTo("a\ud83d\ude00?");
      assertThat(text.test("b\ud83d")).isTrue();
    }
    assertThat(terminal.toString()).isEqualTo("a\ud83d\ude00?b?" + System.lineSeparator());
  }

  @Test
  void aPrintedLineIsOneLine() {
    out.println("a\r\nOK: b\tc\u0085d");
    out.println((String) null);
    out.print("two\nlines");
    assertThat(terminal.toString()).isEqualTo("a  OK: b c?d\nnull\ntwo\nlines");
    terminal.getBuffer().setLength(0);
    out.printf("%s: %d%n", "a\nb", 1).printf(Locale.ROOT, "%.1f%s", 2.5, "\u001b\t.");
    assertThat(terminal.toString()).isEqualTo("a b: 1\n2.5? .");
  }

  @Test
  void redrawAloneMovesTheCursorAndSetsColors() {
    out.print("\r\u001b[K");
    assertThat(terminal.toString()).isEqualTo("??[K");
    terminal.getBuffer().setLength(0);
    out.redraw(0, List.of());
    assertThat(terminal.toString()).isEqualTo("\r\u001b[J");
    terminal.getBuffer().setLength(0);
    out.redraw(
        2,
        List.of(
            List.of(new Span("a\n\u001b[H", Color.NONE), new Span("b\u001b", Color.GREEN)),
            List.of(new Span("c", Color.YELLOW))));
    assertThat(terminal.toString())
        .isEqualTo(
            "\r\u001b[2Aa ?[H\u001b[32mb?\u001b[m\u001b[K\n"
                + "\u001b[33mc\u001b[m\u001b[K\n\u001b[J");
  }

  @Test
  void aReaderWhoLeavesIsNoticed() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream stream = new PrintStream(gone, false, StandardCharsets.UTF_8);
    TerminalWriter writer =
        new TerminalWriter(new PrintWriter(stream, true, StandardCharsets.UTF_8));
    assertThat(writer.checkError()).isFalse();
    writer.print("text");
    assertThat(writer.checkError()).isTrue();
  }
}
