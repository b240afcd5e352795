package io.github.lstmsweep.result.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the models by which the Python package is tested. Each has its file and the probabilities
 * or forecasts that this software computes. Every cell and activation is there, with one layer and
 * with two.
 */
class PythonModelsTest {
  private static final Path KEPT = Path.of("src", "python", "tests", "models.json");
  private static final Path WRITTEN = Path.of("target", "python-models.json");
  private static final int HIDDENS = 3;
  private static final int[] TEXT = {1, 0, 4, 2, 2, 3, 0};
  private static final int TAU = 4;
  private static final int WINDOWS = 3;
  private static final float[] VALUES = {0.5f, -1, 0.25f, 2, -0.75f, 1.5f, 0.125f};

  @Test
  void theKeptModelsAreThoseOfThisSoftware() throws IOException {
    List<String> models = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (HiddenActivation activation : HiddenActivation.values()) {
        for (int layers = 1; layers <= 2; layers++) {
          models.add(json(text(cell, activation, layers)));
        }
      }
      for (SeriesInput input : SeriesInput.values()) {
        models.add(json(series(cell, input, 1, 2)));
        // The values are moments of a series with two further columns.
        models.add(json(series(cell, input, 3, 1)));
      }
    }
    String written = "[\n" + String.join(",\n", models) + "\n]\n";
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, written);
    assertThat(KEPT).as("copy %s to %s", WRITTEN, KEPT).exists().hasContent(written);
  }

  private static Map<String, Object> text(Cell cell, HiddenActivation activation, int layers) {
    // A line feed and a backslash are spelled in the file.
    Vocabulary tokens =
        cell == Cell.GRU
            ? Vocabulary.of(List.of("\n", "\\", "a", "b"))
            : Vocabulary.of(List.of(" ", "a", "b", "\u00e9"));
    Architecture architecture = new Architecture(tokens.size(), cell, HIDDENS, layers, activation);
    float[] parameters = parameters(architecture);
    Map<String, Object> model =
        described(architecture, new TrainedModel(parameters, "", Optional.of(tokens)));
    model.put("task", "language-model");
    model.put("vocab_size", tokens.size());
    model.put("tokens", tokens.tokens());
    model.put("ids", TEXT);
    Generator generator = new Generator(architecture, parameters);
    List<double[]> probabilities = new ArrayList<>();
    for (int token : TEXT) {
      generator.read(token);
      probabilities.add(softmax(generator.logits()));
    }
    model.put("probabilities", probabilities);
    return model;
  }

  private static Map<String, Object> series(Cell cell, SeriesInput input, int width, int layers) {
    Architecture architecture =
        new Architecture(1, cell, HIDDENS, layers, HiddenActivation.TANH)
            .forecasting(width * (input == SeriesInput.WINDOW ? TAU : 1));
    float[] parameters = parameters(architecture);
    Map<String, Object> model = described(architecture, new TrainedModel(parameters, ""));
    model.put("task", "time-series");
    model.put("tau", TAU);
    model.put("input", input.key());
    if (width > 1) {
      model.put("input_columns", "[\"heat\",\"price\"]");
    }
    float[] values = width == 1 ? VALUES : moments();
    model.put("values", values);
    float[] forecasts =
        new ForecastModel(
                KernelChoice.get().kernels(),
                Parameters.of(architecture, parameters),
                new SeriesWindows(values, width, TAU, input, WINDOWS),
                Optional.empty(),
                ShardRunner.SEQUENTIAL)
            .forecast(values, IntStream.range(0, WINDOWS).toArray(), WINDOWS);
    model.put("forecasts", Arrays.copyOf(forecasts, WINDOWS));
    return model;
  }

  /** Returns the values with those of two columns beside each. [moments][3] */
  private static float[] moments() {
    float[] moments = new float[3 * VALUES.length];
    for (int i = 0; i < VALUES.length; i++) {
      moments[3 * i] = VALUES[i];
      moments[3 * i + 1] = 0.5f * i - 1;
      moments[3 * i + 2] = i % 2 - 0.25f;
    }
    return moments;
  }

  private static Map<String, Object> described(Architecture architecture, TrainedModel model) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("cell", architecture.cell().key());
    described.put("hidden_activation", architecture.hiddenActivation().key());
    described.put("num_hiddens", architecture.numHiddens());
    described.put("num_layers", architecture.numLayers());
    described.put("parameters_sha256", model.parametersSha256());
    described.put("file", Base64.getEncoder().encodeToString(ModelFile.write(model)));
    return described;
  }

  private static float[] parameters(Architecture architecture) {
    return Parameters.initial(
            architecture, RandomStream.of(new TrialId("d".repeat(32)), RandomStream.Purpose.INIT))
        .canonical();
  }

  /** Uses StrictMath, whose bits are those of every machine. */
  private static double[] softmax(float[] logits) {
    double[] exps = new double[logits.length];
    double sum = 0;
    for (int v = 0; v < logits.length; v++) {
      exps[v] = StrictMath.exp(logits[v]);
      sum += exps[v];
    }
    for (int v = 0; v < logits.length; v++) {
      exps[v] /= sum;
    }
    return exps;
  }

  private static String json(Map<String, Object> model) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(model);
  }
}
