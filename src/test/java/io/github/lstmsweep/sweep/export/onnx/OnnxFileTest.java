package io.github.lstmsweep.sweep.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.SeriesInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Reads the files without a library. {@code OnnxRuntimeTest} of the profile {@code onnx} runs them.
 */
class OnnxFileTest {
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  /** The examples of protobuf.dev, "Encoding", and the extremes. */
  @Test
  void fieldsAreWrittenAsTheFormatSays() {
    assertThat(hex(new Proto().number(1, 150L))).isEqualTo("089601");
    assertThat(hex(new Proto().text(2, "testing"))).isEqualTo("120774657374696e67");
    assertThat(hex(new Proto().message(3, new Proto().number(1, 150L)))).isEqualTo("1a03089601");
    assertThat(hex(new Proto().number(1, 0L))).isEqualTo("0800");
    assertThat(hex(new Proto().number(1, 127L))).isEqualTo("087f");
    assertThat(hex(new Proto().number(1, 128L))).isEqualTo("088001");
    assertThat(hex(new Proto().number(1, -1L))).isEqualTo("08ffffffffffffffffff01");
    assertThat(hex(new Proto().number(20, 2L))).as("a field above 15").isEqualTo("a00102");
    assertThat(hex(new Proto().number(2, 1f))).isEqualTo("150000803f");
  }

  private static String hex(Proto proto) {
    return HexFormat.of().formatHex(proto.bytes());
  }

  @Test
  void aLanguageModelTakesTokensAndItsStateAndReturnsBoth() {
    for (OnnxModels.Text text : OnnxModels.texts()) {
      int v = text.trial().dataset().vocabSize();
      int h = text.trial().hyperparameters().numHiddens();
      int layers = text.trial().hyperparameters().numLayers();
      boolean isLstm = text.trial().hyperparameters().cell() == Cell.LSTM;
      ProtoFields graph = graph(text.file(OnnxModels.drawn(text.architecture(), text.trial())));
      String state = ": 1[" + layers + ", batch, " + h + "]";
      List<String> inputs = new ArrayList<>(List.of("tokens: 7[steps, batch]", "h" + state));
      List<String> outputs =
          new ArrayList<>(
              List.of(
                  "logits: 1[steps, batch, " + v + "]",
                  "probabilities: 1[steps, batch, " + v + "]",
                  "h_next" + state));
      if (isLstm) {
        inputs.add("c" + state);
        outputs.add("c_next" + state);
      }
      assertThat(infos(graph, INPUT)).containsExactlyElementsOf(inputs);
      assertThat(infos(graph, OUTPUT)).containsExactlyElementsOf(outputs);
      assertThat(graph.messages(INPUT)).allMatch(info -> info.text(3).length() > 20);
      assertThat(graph.messages(OUTPUT)).allMatch(info -> info.text(3).length() > 20);
    }
  }

  @Test
  void aSeriesTakesWindowsInItsUnits() {
    for (OnnxModels.Series series : OnnxModels.series()) {
      int tau = series.trial().hyperparameters().tau();
      boolean isWindow = series.trial().hyperparameters().input() == SeriesInput.WINDOW;
      ProtoFields graph =
          graph(series.file(OnnxModels.drawn(series.architecture(), series.trial())));
      String windows = isWindow ? "windows" : "batch";
      assertThat(infos(graph, INPUT))
          .startsWith("values: 1[" + windows + ", " + tau + "]")
          .hasSize(!isWindow ? 1 : series.trial().hyperparameters().cell() == Cell.LSTM ? 3 : 2);
      assertThat(infos(graph, OUTPUT)).startsWith("forecast: 1[" + windows + "]");
      assertThat(doubles(initializers(graph).get("mean")))
          .singleElement(DOUBLE)
          .isBetween(4_990.0, 5_010.0);
    }
  }

  /** Each window has its moments, and each moment its columns, which have a scale each. */
  @Test
  void aSeriesWithColumnsTakesWindowsOfMoments() {
    for (OnnxModels.Series series : OnnxModels.columns()) {
      int tau = series.trial().hyperparameters().tau();
      boolean isWindow = series.trial().hyperparameters().input() == SeriesInput.WINDOW;
      ProtoFields graph =
          graph(series.file(OnnxModels.drawn(series.architecture(), series.trial())));
      String windows = isWindow ? "windows" : "batch";
      assertThat(infos(graph, INPUT)).startsWith("values: 1[" + windows + ", " + tau + ", 3]");
      assertThat(graph.messages(INPUT).get(0).text(3)).contains("input_columns");
      assertThat(infos(graph, OUTPUT)).startsWith("forecast: 1[" + windows + "]");
      List<SeriesScale> scales = SeriesScale.all(series.trial(), series.series());
      assertThat(doubles(initializers(graph).get("means")))
          .containsExactlyElementsOf(scales.stream().map(SeriesScale::mean).toList());
      assertThat(doubles(initializers(graph).get("deviations")))
          .containsExactlyElementsOf(scales.stream().map(SeriesScale::deviation).toList());
    }
  }

  /** A cell that ONNX has is its operator; the arrays are the model's, gate by gate. */
  @Test
  void cellsThatOnnxHasAreOperatorsAndTheOthersAreScans() {
    for (OnnxModels.Text text : OnnxModels.texts()) {
      Cell cell = text.trial().hyperparameters().cell();
      boolean isOperator =
          cell != Cell.MGU
              && text.trial().hyperparameters().hiddenActivation() == HiddenActivation.TANH;
      float[] canonical = OnnxModels.drawn(text.architecture(), text.trial());
      ProtoFields graph = graph(text.file(canonical));
      List<String> operators = graph.messages(NODE).stream().map(node -> node.text(4)).toList();
      assertThat(operators.stream().filter(isOperator ? cell.name()::equals : "Scan"::equals))
          .hasSize(text.trial().hyperparameters().numLayers());
      assertThat(operators.contains("OneHot")).isEqualTo(isOperator);
      ParameterArray input = ParameterArray.of(text.architecture()).get(0);
      float[] written = floats(initializers(graph).get("weight_ih_l0"));
      if (!isOperator) {
        assertThat(written).containsExactly(Arrays.copyOf(canonical, input.size()));
        continue;
      }
      float[] ours = input.values(canonical);
      int gate = ours.length / cell.gates();
      int[] order = cell == Cell.LSTM ? new int[] {0, 3, 1, 2} : new int[] {1, 0, 2};
      for (int g = 0; g < cell.gates(); g++) {
        int from = cell == Cell.RNN ? 0 : order[g];
        assertThat(Arrays.copyOfRange(written, g * gate, (g + 1) * gate))
            .containsExactly(Arrays.copyOfRange(ours, from * gate, (from + 1) * gate));
      }
    }
  }

  @Test
  void equalModelsMakeEqualFilesThatNameTheirFormatAndTheirFacts() {
    OnnxModels.Text text = OnnxModels.texts().get(0);
    float[] canonical = OnnxModels.drawn(text.architecture(), text.trial());
    byte[] file = text.file(canonical);
    assertThat(text.file(canonical)).isEqualTo(file);
    ProtoFields model = ProtoFields.of(file);
    assertThat(model.numbers(1)).containsExactly(8L);
    assertThat(model.text(2)).isEqualTo("lstm-sweep");
    assertThat(model.messages(8).get(0).numbers(2)).containsExactly(17L);
    assertThat(model.messages(14))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.text(1)).isEqualTo("trial_id");
              assertThat(entry.text(2)).isEqualTo(text.trial().id().hex());
            });
  }

  private static ProtoFields graph(byte[] file) {
    return ProtoFields.of(file).messages(GRAPH).get(0);
  }

  private static Map<String, ProtoFields> initializers(ProtoFields graph) {
    Map<String, ProtoFields> named = new TreeMap<>();
    graph.messages(INITIALIZER).forEach(tensor -> named.put(tensor.text(8), tensor));
    return named;
  }

  private static List<Double> doubles(ProtoFields tensor) {
    DoubleBuffer raw =
        ByteBuffer.wrap(tensor.bytes(9)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] values = new double[raw.remaining()];
    raw.get(values);
    return Arrays.stream(values).boxed().toList();
  }

  private static float[] floats(ProtoFields tensor) {
    ByteBuffer raw = ByteBuffer.wrap(tensor.bytes(9)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[raw.remaining() / Float.BYTES];
    raw.asFloatBuffer().get(values);
    return values;
  }

  /** Returns inputs or outputs as {@code name: type[shape]}. */
  private static List<String> infos(ProtoFields graph, int field) {
    return graph.messages(field).stream()
        .map(
            info -> {
              ProtoFields tensor = info.messages(2).get(0).messages(1).get(0);
              List<String> shape =
                  tensor.messages(2).get(0).messages(1).stream()
                      .map(
                          size ->
                              size.texts(2).isEmpty()
                                  ? size.numbers(1).get(0).toString()
                                  : size.text(2))
                      .toList();
              return info.text(1) + ": " + tensor.numbers(1).get(0) + shape;
            })
        .toList();
  }
}
