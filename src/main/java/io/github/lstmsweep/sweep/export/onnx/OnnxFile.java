package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.SeriesInput;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as an ONNX file, a {@code ModelProto}. The fields have the numbers of {@code
 * onnx/onnx.proto} (onnx/onnx). The operators are those of set 17, which ONNX Runtime 1.12 and
 * newer have.
 */
public final class OnnxFile {
  private static final long IR_VERSION = 8;
  private static final long OPERATOR_SET = 17;

  private static final int FIELD_IR_VERSION = 1;
  private static final int FIELD_PRODUCER = 2;
  private static final int FIELD_DOCUMENT = 6;
  private static final int FIELD_GRAPH = 7;
  private static final int FIELD_OPERATOR_SET = 8;
  private static final int FIELD_METADATA = 14;
  private static final int SET_VERSION = 2;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private OnnxFile() {}

  /**
   * Returns the file of a language model.
   *
   * @param canonical parameters, in the order of {@code nn.Parameters}
   * @param metadata texts by name
   */
  public static byte[] ofText(
      Architecture architecture, float[] canonical, Map<String, String> metadata) {
    return bytes(
        TextGraph.of(architecture, canonical),
        "A language model. Each step reads a token and returns the scores of the next one. The"
            + " metadata has the vocabulary, a JSON array in the order of the ids, and says in"
            + " `preprocessing` how a text becomes tokens. A call takes the state that the one"
            + " before it returned.",
        metadata);
  }

  /**
   * Returns the file of a model of a time series.
   *
   * @param input how the network reads the values
   * @param scales how the network sees the columns, the series first; a part of the graph
   * @param canonical parameters, in the order of {@code nn.Parameters}
   * @param metadata texts by name
   */
  public static byte[] ofSeries(
      Architecture architecture,
      SeriesInput input,
      int tau,
      List<SeriesScale> scales,
      float[] canonical,
      Map<String, String> metadata) {
    return bytes(
        new SeriesGraph(architecture, scales, canonical).of(input, tau),
        "A model of a time series. It forecasts the value after each window of "
            + tau
            + (scales.size() == 1
                ? " values. Values and forecasts have the units of the series."
                : " moments. A moment has the value of the series, then those of input_columns. All"
                    + " have the units of their columns."),
        metadata);
  }

  private static byte[] bytes(OnnxGraph graph, String document, Map<String, String> metadata) {
    Proto model =
        new Proto()
            .number(FIELD_IR_VERSION, IR_VERSION)
            .text(FIELD_PRODUCER, "lstm-sweep")
            .text(FIELD_DOCUMENT, document)
            .message(FIELD_GRAPH, graph.proto())
            .message(FIELD_OPERATOR_SET, new Proto().number(SET_VERSION, OPERATOR_SET));
    metadata.forEach(
        (key, value) ->
            model.message(FIELD_METADATA, new Proto().text(KEY, key).text(VALUE, value)));
    return model.bytes();
  }
}
