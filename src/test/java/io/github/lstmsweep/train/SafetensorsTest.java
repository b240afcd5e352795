package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.sweep.export.Safetensors;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  private static final Architecture ARCHITECTURE =
      new Architecture(5, Cell.GRU, 2, 2, HiddenActivation.TANH);

  @Test
  void everyArrayIsWhereTheHeaderSaysInPyTorchsOrder() throws IOException {
    List<ParameterArray> arrays = ParameterArray.of(ARCHITECTURE);
    float[] canonical = new float[arrays.get(arrays.size() - 1).end()];
    for (int i = 0; i < canonical.length; i++) {
      canonical[i] = i;
    }

    byte[] bytes = Safetensors.of(Map.of("tokens", "char \u00e9"), arrays, canonical);

    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) file.getLong(0);
    assertThat(length % 8).isZero();
    JsonNode header =
        new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    assertThat(header.at("/__metadata__/tokens").asText()).isEqualTo("char \u00e9");
    List<String> names = new ArrayList<>();
    int end = 0;
    for (ParameterArray array : arrays) {
      names.add(array.name());
      JsonNode entry = header.get(array.name());
      assertThat(entry.get("dtype").asText()).isEqualTo("F32");
      int from = entry.get("data_offsets").get(0).asInt();
      assertThat(from).isEqualTo(end);
      end = entry.get("data_offsets").get(1).asInt();
      List<Integer> shape = new ArrayList<>();
      entry.get("shape").forEach(n -> shape.add(n.asInt()));
      assertThat(end - from).isEqualTo(4 * shape.stream().reduce(1, (a, b) -> a * b));
      // The model file has input and recurrent weights as inputs × GH, PyTorch as GH × inputs.
      for (int i = 0; i < (end - from) / 4; i++) {
        int at = i;
        if (array.name().startsWith("rnn.weight")) {
          int columns = shape.get(1);
          at = i % columns * shape.get(0) + i / columns;
        }
        assertThat(file.getFloat(8 + length + from + 4 * i)).isEqualTo(from / 4 + at);
      }
    }
    assertThat(bytes).hasSize(8 + length + end);
    assertThat(names)
        .containsExactly(
            "rnn.weight_ih_l0",
            "rnn.weight_hh_l0",
            "rnn.bias_ih_l0",
            "rnn.bias_hh_l0",
            "rnn.weight_ih_l1",
            "rnn.weight_hh_l1",
            "rnn.bias_ih_l1",
            "rnn.bias_hh_l1",
            "linear.weight",
            "linear.bias");
    assertThat(header.at("/rnn.weight_ih_l0/shape")).hasToString("[6,5]");
    assertThat(header.at("/linear.weight/shape")).hasToString("[5,2]");
  }
}
