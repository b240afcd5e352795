package io.github.lstmsweep.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayWidthTest {
  @Test
  void someLettersTakeTwoColumnsAndMarksTakeNone() {
    assertThat(DisplayWidth.of("abc")).isEqualTo(3);
    assertThat(DisplayWidth.of("\u65e5\u672c")).isEqualTo(4);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("\ud83d\ude00")).isEqualTo(2);
    assertThat(DisplayWidth.of("\u23ce\u2588")).isEqualTo(2);
  }

  @Test
  void aTextIsCutWithinItsColumns() {
    assertThat(DisplayWidth.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(DisplayWidth.cut("abcdefg", 6)).isEqualTo("abc...");
    assertThat(DisplayWidth.cut("\u65e5\u672c\u8a9e\u65e5", 6)).isEqualTo("\u65e5...");
    assertThat(DisplayWidth.cut("abcdef", 2)).isEqualTo("..");
    assertThat(DisplayWidth.cut("abcdef", 0)).isEmpty();
  }

  @Test
  void columnsOfATableStandBelowEachOther() {
    TextTable table = new TextTable(List.of("a", "b"));
    table.row(List.of("\u65e5\u672c", "x"));
    table.row(List.of("long", "y"));
    assertThat(table.lines()).containsExactly("a     b", "\u65e5\u672c  x", "long  y");
    assertThat(table.widthBeforeLast()).isEqualTo(6);
  }
}
