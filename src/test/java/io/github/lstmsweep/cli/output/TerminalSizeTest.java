package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {
  @AfterEach
  void noTerminal() {
    System.clearProperty("lstmsweep.terminal");
    System.clearProperty("lstmsweep.size");
  }

  @Test
  void theScriptTellsTheSize() {
    System.setProperty("lstmsweep.terminal", "true");
    System.setProperty("lstmsweep.size", "24 80");
    assertThat(TerminalSize.isTerminal()).isTrue();
    assertThat(TerminalSize.lines()).hasValue(24);
    assertThat(TerminalSize.columns()).hasValue(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0", "80", "a b", "24 -80", "24 8000000"})
  void aSizeThatIsNoneIsNotKnown(String size) {
    System.setProperty("lstmsweep.terminal", "true");
    System.setProperty("lstmsweep.size", size);
    assertThat(TerminalSize.columns()).isEmpty();
  }

  @Test
  void withoutATerminalThereIsNoSize() {
    System.setProperty("lstmsweep.size", "24 80");
    assertThat(TerminalSize.isTerminal()).isFalse();
    assertThat(TerminalSize.columns()).isEmpty();
    assertThat(TerminalSize.lines()).isEmpty();
  }
}
