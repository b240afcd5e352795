package io.github.lstmsweep.result.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final Vocabulary TOKENS = Vocabulary.of(List.of(" ", "\u00e9", "b"));

  private final TrainedModel model =
      new TrainedModel(new float[] {1, -2.5f}, "it has", Optional.of(TOKENS));
  private final byte[] bytes = ModelFile.write(model); // 12 + 8 + 4 + 13 + 32

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    PublishedModel read = ModelFile.read(bytes, model.parametersSha256());
    assertThat(read.parameters()).containsExactly(1, -2.5f);
    assertThat(read.vocabulary()).contains(TOKENS);
    assertThat(read.vocabulary().orElseThrow().tokens())
        .containsExactly(" ", "<unk>", "b", "\u00e9");
  }

  @Test
  void aModelWithoutTokensIsReadBackWithoutThem() throws IOException {
    byte[] without = ModelFile.write(new TrainedModel(model.parameters(), ""));
    assertThat(ModelFile.read(without, model.parametersSha256()).vocabulary()).isEmpty();
  }

  @Test
  void theVersionBeforeHasTheParametersAlone() throws IOException {
    byte[] old = old();
    assertThat(ModelFile.read(old, model.parametersSha256()).parameters())
        .containsExactly(1, -2.5f);
    assertThat(ModelFile.read(old, model.parametersSha256()).vocabulary()).isEmpty();
    refused(
        Arrays.copyOf(old, 19), "it has 19 bytes, must have 12 and 4 for each of its 2 parameters");
    refused(
        Arrays.copyOf(old, 24), "it has 24 bytes, must have 12 and 4 for each of its 2 parameters");
    old[11] = -1;
    refused(old, "it has 20 bytes, must have 12 and 4 for each of its -16777214 parameters");
  }

  @Test
  void aFileOfAnotherKindIsRefused() {
    refused(
        "PK".repeat(10).getBytes(StandardCharsets.US_ASCII),
        "it is no model file: it must begin with LSTMSWP");
    refused(new byte[0], "it is no model file: it must begin with LSTMSWP");
    refused(Arrays.copyOf(bytes, 11), "it is no model file: it must begin with LSTMSWP");
  }

  @Test
  void anotherVersionIsRefused() {
    bytes[7] = 1;
    refused(bytes, "its version is 1, must be 2, 3 or 4");
    bytes[7] = 5;
    refused(bytes, "its version is 5, must be 2, 3 or 4; a newer lstm-sweep may read it");
    bytes[7] = 2;
    refused(bytes, "it has 69 bytes, must have 12 and 4 for each of its 2 parameters");
  }

  @Test
  void anotherSizeIsRefused() {
    refused(
        Arrays.copyOf(bytes, 55),
        "it has 55 bytes, must have at least 48 and 4 for each of its 2 parameters");
    String whole = " bytes, must have 48, 4 for each of its 2 parameters and 13 of its tokens";
    refused(Arrays.copyOf(bytes, 68), "it has 68" + whole);
    refused(Arrays.copyOf(bytes, 70), "it has 70" + whole);
    bytes[20] = -1;
    refused(
        bytes,
        "it has 69 bytes, must have 48, 4 for each of its 2 parameters and 255 of its tokens");
    bytes[11] = -1;
    refused(
        bytes, "it has 69 bytes, must have at least 48 and 4 for each of its -16777214 parameters");
  }

  @Test
  void otherParametersThanTheRowsAreRefused() {
    String other = new TrainedModel(new float[] {1, -2}, "").parametersSha256();
    assertThatThrownBy(() -> ModelFile.read(bytes, other))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(
            "the SHA-256 of its parameters is " + model.parametersSha256() + ", must be " + other);
  }

  @Test
  void everyChangedBitAndEveryMissingEndIsRefused() throws IOException {
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> ModelFile.read(flipped, model.parametersSha256()))
          .as("bit %d", bit)
          .isInstanceOf(CorruptFileException.class);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ModelFile.read(cut, model.parametersSha256()))
          .as("cut at %d", length)
          .isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void tokensThatNoVocabularyHasAreRefused() {
    byte[] lines = "b\na\n".getBytes(StandardCharsets.UTF_8);
    refused(withTokens(lines), "its tokens are not sorted, distinct and with <unk>");
  }

  /** Text is never cut into such a token. Only a file that is meant to fool a terminal has one. */
  @Test
  void tokensThatATerminalObeysAreNeitherReadNorWritten() {
    for (String obeyed : List.of("\u001b[2J", "\u0007", "\u007f", "\u009b", "\u2028", "\u202e")) {
      byte[] lines = ("<unk>\na" + obeyed + "\n").getBytes(StandardCharsets.UTF_8);
      refused(
          withTokens(lines), "its tokens have control characters, and no text is cut into such");
      assertThatThrownBy(
              () ->
                  ModelFile.write(
                      new TrainedModel(
                          model.parameters(), "", Optional.of(Vocabulary.of(List.of(obeyed))))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot write a token that has a control character: ");
    }
  }

  @Test
  void lineEndsAndTabsAreTokens() throws IOException {
    for (List<String> tokens :
        List.of(
            List.of("\n", "a", "\\", "\\n", "\\\\", "\\t", "\\x"),
            List.of("\t", "\\n"),
            List.of("\n", "\t", "\ud83d\ude00", "\uff01"))) {
      TrainedModel written =
          new TrainedModel(model.parameters(), "", Optional.of(Vocabulary.of(tokens)));
      byte[] file = ModelFile.write(written);
      assertThat(file[7]).isEqualTo((byte) 4);
      assertThat(ModelFile.read(file, model.parametersSha256()).vocabulary())
          .isEqualTo(written.vocabulary());
    }
    // Without such tokens, the file is as older versions wrote it.
    Vocabulary backslash = Vocabulary.of(List.of("\\n", "\\"));
    byte[] file = ModelFile.write(new TrainedModel(model.parameters(), "", Optional.of(backslash)));
    assertThat(file[7]).isEqualTo((byte) 3);
    assertThat(ModelFile.read(file, model.parametersSha256()).vocabulary()).contains(backslash);
    byte[] inAWord = withTokens("<unk>\na\\nb\n".getBytes(StandardCharsets.UTF_8));
    inAWord[7] = 4;
    refused(inAWord, "its tokens have control characters, and no text is cut into such");
    refused(
        withTokens("\t\n<unk>\n".getBytes(StandardCharsets.UTF_8)),
        "its tokens have control characters, and no text is cut into such");
  }

  private byte[] withTokens(byte[] lines) {
    return ByteBuffer.allocate(20 + 4 + lines.length + 32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bytes, 0, 20)
        .putInt(lines.length)
        .put(lines)
        .put(HexFormat.of().parseHex(Sha256.of(lines)))
        .array();
  }

  /** Returns the model as version 2 writes it. */
  private byte[] old() {
    byte[] old = Arrays.copyOf(bytes, 20);
    old[7] = 2;
    return old;
  }

  private void refused(byte[] file, String message) {
    assertThatThrownBy(() -> ModelFile.read(file, model.parametersSha256()))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(message);
  }
}
