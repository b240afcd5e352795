package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.sweep.export.onnx.OnnxGraph.Info;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.SeriesInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Builds the graph of a model of a time series. The values are scaled in float64, as in training,
 * since a series may have a mean that is far above its deviation.
 */
final class SeriesGraph {
  private static final String VALUES = "values";
  private static final String FORECAST = "forecast";

  private final OnnxGraph graph = new OnnxGraph("time_series", "");
  private final Architecture architecture;
  private final List<SeriesScale> scales; // of the columns, the series first
  private final Network network;

  SeriesGraph(Architecture architecture, List<SeriesScale> scales, float[] canonical) {
    this.architecture = architecture;
    this.scales = scales;
    this.network = new Network(graph, architecture, canonical);
  }

  /** Returns the graph for a network that reads windows of {@code tau} values in this form. */
  OnnxGraph of(SeriesInput input, int tau) {
    switch (input) {
      case WINDOW -> ofWindows(tau);
      case SEQUENCE -> ofSequences(tau);
    }
    return graph;
  }

  /** A step reads a window, and the windows follow one another. */
  private void ofWindows(int tau) {
    declare(
        "windows",
        tau,
        "Windows that follow one another: each begins one value after the one before it."
            + " [windows, values]");
    network.declareState("1");
    String hidden = network.layers(stepsOfWindows(tau), Network.H, Network.C);
    unscaled(network.linear(hidden, "scaled_forecast"), Tensor.ofInts(1, 2));
  }

  /** Returns the numbers of every window as one step, [windows, 1, I]. */
  private String stepsOfWindows(int tau) {
    if (isOfOneColumn()) {
      String axis = graph.constant("batch_axis", Tensor.ofInts(1));
      return graph.node("Unsqueeze", "steps", List.of(scaled(), axis));
    }
    long numbers = Math.multiplyExact((long) tau, scales.size());
    String shape = graph.constant("shape_of_steps", Tensor.ofInts(-1, 1, numbers));
    return graph.node("Reshape", "steps", List.of(scaled(), shape));
  }

  /** A step reads a moment, and every window begins with the zero state. */
  private void ofSequences(int tau) {
    declare("batch", tau, "Windows, each with its values in the order of time. [batch, values]");
    String zeros = zeros();
    String hidden = network.layers(stepsOfSequences(), zeros, zeros);
    String place = graph.constant("last_place", Tensor.of(tau - 1L));
    String last = graph.node("Gather", "last", List.of(hidden, place), Attribute.of("axis", 0));
    unscaled(network.linear(last, "scaled_forecast"), Tensor.ofInts(1));
  }

  /** Returns the numbers of the windows by step, [tau, batch, I]. */
  private String stepsOfSequences() {
    if (!isOfOneColumn()) {
      return graph.node("Transpose", "steps", List.of(scaled()), Attribute.ofInts("perm", 1, 0, 2));
    }
    String steps =
        graph.node("Transpose", "by_steps", List.of(scaled()), Attribute.ofInts("perm", 1, 0));
    String axis = graph.constant("input_axis", Tensor.ofInts(2));
    return graph.node("Unsqueeze", "steps", List.of(steps, axis));
  }

  private boolean isOfOneColumn() {
    return scales.size() == 1;
  }

  private void declare(String windows, int tau, String document) {
    List<String> shape = new ArrayList<>(List.of(windows, Integer.toString(tau)));
    String columns = "";
    if (!isOfOneColumn()) {
      shape.add(Integer.toString(scales.size()));
      columns =
          " The last axis has the value of the series, then those of input_columns in their order.";
    }
    graph.input(new Info(VALUES, Tensor.Type.FLOAT, List.copyOf(shape), document + columns));
    graph.output(
        new Info(
            FORECAST,
            Tensor.Type.FLOAT,
            List.of(windows),
            "The value after each window. [" + windows + "]"));
  }

  private String scaled() {
    String values = cast(VALUES, "values64", Tensor.Type.DOUBLE);
    String mean = graph.constant("mean", Tensor.of(scales.get(0).mean()));
    String deviation = graph.constant("deviation", Tensor.of(scales.get(0).deviation()));
    if (!isOfOneColumn()) {
      mean = graph.constant("means", column(SeriesScale::mean));
      deviation = graph.constant("deviations", column(SeriesScale::deviation));
    }
    String centred = graph.node("Sub", "centred", List.of(values, mean));
    String scaled = graph.node("Div", "scaled64", List.of(centred, deviation));
    return cast(scaled, "scaled", Tensor.Type.FLOAT);
  }

  private Tensor column(ToDoubleFunction<SeriesScale> of) {
    return Tensor.ofDoubles(scales.stream().mapToDouble(of).toArray());
  }

  /**
   * Adds the way back to the units of the series.
   *
   * @param axes of one number, which fall away
   */
  private void unscaled(String scaled, Tensor axes) {
    String flat =
        graph.node("Squeeze", "flat", List.of(scaled, graph.constant("axes_of_one", axes)));
    String wide = cast(flat, "flat64", Tensor.Type.DOUBLE);
    String spread = graph.node("Mul", "spread", List.of(wide, graph.name("deviation")));
    String forecast = graph.node("Add", "forecast64", List.of(spread, graph.name("mean")));
    graph.nodeTo(FORECAST, "Cast", List.of(forecast), to(Tensor.Type.FLOAT));
  }

  private String cast(String from, String output, Tensor.Type type) {
    return graph.node("Cast", output, List.of(from), to(type));
  }

  private static Attribute to(Tensor.Type type) {
    return Attribute.of("to", type.code());
  }

  /** Adds the zero state of as many sequences as there are windows, [L, B, H]. */
  private String zeros() {
    String shape = graph.node("Shape", "shape", List.of(VALUES));
    String first = graph.constant("first_place", Tensor.ofInts(0));
    String batch = graph.node("Gather", "batch_size", List.of(shape, first));
    String layers = graph.constant("layers", Tensor.ofInts(architecture.numLayers()));
    String units = graph.constant("units", Tensor.ofInts(architecture.numHiddens()));
    String state =
        graph.node("Concat", "state_shape", List.of(layers, batch, units), Attribute.of("axis", 0));
    return graph.node(
        "ConstantOfShape",
        "zero_state",
        List.of(state),
        Attribute.of("value", Tensor.of(new float[] {0}, 1)));
  }
}
