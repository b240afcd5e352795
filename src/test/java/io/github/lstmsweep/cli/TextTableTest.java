package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.format.TextTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    TextTable table =
        new TextTable(List.of("status", "lr", "perplexity"))
            .row(List.of("OK", "0.01", "7.5203"))
            .row(List.of("DIVERGED", "10", "-"));

    assertThat(table.lines())
        .containsExactly(
            "status      lr  perplexity", //
            "OK        0.01      7.5203",
            "DIVERGED    10           -");
  }

  @Test
  void aTableWithoutRowsIsItsHeader() {
    assertThat(new TextTable(List.of("a", "b")).lines()).containsExactly("a  b");
  }

  @Test
  void aCellIsOneLineOfWhatCanBeShownAndTheColumnsStayStraight() {
    assertThat(
            new TextTable(List.of("sam\nple", "n"))
                .row(List.of("a\n\u001b[2Jb\u009b\u202e", "1"))
                .row(List.of("of nine ch", "22"))
                .row(List.of("\ud83d\ude00 \ud83d \t.", "3"))
                .lines())
        .containsExactly(
            "sam ple      n", //
            "a ?[2Jb??    1",
            "of nine ch  22",
            "\ud83d\ude00 ?  .      3");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new TextTable(List.of("a", "b")).row(List.of("1")))
        .hasMessage("Cannot add a row of 1 cells: must be 2");
  }
}
