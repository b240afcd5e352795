package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.train.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private final TrainedModel model = new TrainedModel(new float[] {1, -2.5f}, "it has");
  private final byte[] bytes = ModelFile.write(model);

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    assertThat(ModelFile.read(bytes, model.parametersSha256())).containsExactly(1, -2.5f);
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
    bytes[7] = 3;
    refused(bytes, "its version is 3, must be 2");
  }

  @Test
  void anotherSizeIsRefused() {
    refused(
        Arrays.copyOf(bytes, 19),
        "it has 19 bytes, must have 12 and 4 for each of its 2 parameters");
    refused(
        Arrays.copyOf(bytes, 24),
        "it has 24 bytes, must have 12 and 4 for each of its 2 parameters");
    bytes[11] = -1;
    refused(bytes, "it has 20 bytes, must have 12 and 4 for each of its -16777214 parameters");
  }

  @Test
  void otherParametersThanTheRowsAreRefused() {
    String other = new TrainedModel(new float[] {1, -2}, "").parametersSha256();
    assertThatThrownBy(() -> ModelFile.read(bytes, other))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(
            "the SHA-256 of its parameters is " + model.parametersSha256() + ", must be " + other);
  }

  private void refused(byte[] file, String message) {
    assertThatThrownBy(() -> ModelFile.read(file, model.parametersSha256()))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(message);
  }
}
