package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.storage.CorruptFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TextSealTest {
  private static final String TEXT = "name: a-sweep\nlr: 0.5\n# SHA-256 of nothing\n";

  @Test
  void aSealedTextIsReadBack() throws IOException {
    assertThat(TextSeal.open(TextSeal.seal(TEXT))).isEqualTo(TEXT);
    assertThat(TextSeal.open(TextSeal.seal(""))).isEqualTo("\n");
  }

  @Test
  void aTextOfBeforeThereWereSealsIsBelieved() throws IOException {
    String old = "name: a-sweep\nlr: 0.5\n";
    assertThat(TextSeal.open(old.getBytes(StandardCharsets.UTF_8))).isEqualTo(old);
  }

  @Test
  void everyByteThatFlipsAndEveryCutIsTold() {
    byte[] sealed = TextSeal.seal(TEXT);
    for (int at = 0; at < sealed.length; at++) {
      byte[] flipped = sealed.clone();
      flipped[at] ^= 1;
      assertThatThrownBy(() -> TextSeal.open(flipped))
          .as("byte %d", at)
          .isInstanceOf(CorruptFileException.class)
          .hasMessage("its lines are not those that its last line is the SHA-256 of");
    }
    for (int length = 1; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> TextSeal.open(cut))
          .as("%d bytes", length)
          .isInstanceOf(CorruptFileException.class);
    }
  }
}
