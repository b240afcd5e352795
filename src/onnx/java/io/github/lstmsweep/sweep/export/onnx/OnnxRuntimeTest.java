package io.github.lstmsweep.sweep.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Trial;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs the exported models with ONNX Runtime, and compares with our own networks. */
class OnnxRuntimeTest {
  private static final double TOLERANCE = 1e-5;
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

  /** The folder for the files, so that other programs can check them too. */
  private static final String FOLDER = System.getProperty("onnx.folder", "target/onnx");

  @Test
  void textIsWrittenTokenByTokenWithTheProbabilitiesAndTheSampleOfOurs() throws Exception {
    double largest = 0;
    int models = 0;
    for (OnnxModels.Text text : OnnxModels.texts()) {
      float[] canonical = trained(text.trial(), text.corpus());
      Generator ours = new Generator(text.architecture(), canonical);
      try (OrtSession session = session(text.file(canonical), "text-" + models)) {
        State state = new State(text.trial().hyperparameters(), 1);
        long token = text.corpus().ids().at(0);
        List<Integer> written = new ArrayList<>();
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          ours.read((int) token);
          float[][][] p = state.run(session, new long[][] {{token}});
          largest = Math.max(largest, difference(p[0][0], ours.logits()));
          wanted.add(ours.likeliest());
          written.add(likeliest(p[0][0]));
          // The first ten tokens are the text's, and then the model's own.
          token = i < 9 ? text.corpus().ids().at(i + 1) : ours.likeliest();
        }
        assertThat(written).as("%s", text.trial().hyperparameters()).isEqualTo(wanted);
      }
      models++;
    }
    System.out.printf(
        "%d language models: probabilities differ by at most %.1e%n", models, largest);
    assertThat(largest).isLessThan(TOLERANCE);
  }

  @Test
  void aBatchOfSequencesHasTheProbabilitiesOfEach() throws Exception {
    for (OnnxModels.Text text : OnnxModels.texts()) {
      float[] canonical = trained(text.trial(), text.corpus());
      long[][] tokens = new long[12][3]; // [steps][batch]
      try (OrtSession session = session(text.file(canonical), "batch")) {
        for (int t = 0; t < 12; t++) {
          for (int b = 0; b < 3; b++) {
            tokens[t][b] = text.corpus().ids().at(31 * b + t);
          }
        }
        float[][][] p = new State(text.trial().hyperparameters(), 3).run(session, tokens);
        for (int b = 0; b < 3; b++) {
          Generator ours = new Generator(text.architecture(), canonical);
          for (int t = 0; t < 12; t++) {
            ours.read((int) tokens[t][b]);
            assertThat(difference(p[t][b], ours.logits())).isLessThan(TOLERANCE);
          }
        }
      }
    }
  }

  @Test
  void forecastsAreThoseOfTheRow() throws Exception {
    // The values are near 5,000 and deviate by 7, and neighbours in float32 are 5e-4 apart there.
    assertThat(largestDifference(OnnxModels.series(), "series")).isLessThan(1e-4);
  }

  @Test
  void forecastsFromSeveralColumnsAreThoseOfTheRow() throws Exception {
    assertThat(largestDifference(OnnxModels.columns(), "columns")).isLessThan(TOLERANCE);
  }

  /** Returns the largest difference between a forecast and that of the row, in deviations. */
  private static double largestDifference(List<OnnxModels.Series> all, String name)
      throws Exception {
    double largest = 0;
    int models = 0;
    for (OnnxModels.Series series : all) {
      Trial trial = series.trial();
      TrainingOutcome outcome = train(trial, series.series());
      float[] canonical = outcome.model().orElseThrow().parameters();
      List<ForecastPoint> points = outcome.series().orElseThrow().points();
      assertThat(points).hasSize(trial.dataset().validationWindows());
      double deviation = SeriesScale.all(trial, series.series()).get(0).deviation();
      int minibatch = trial.hyperparameters().batchSize();
      try (OrtSession session = session(series.file(canonical), name + "-" + models)) {
        for (int from = 0; from < points.size(); from += minibatch) {
          int count = Math.min(minibatch, points.size() - from);
          OnnxTensor windows = windows(series, trial.dataset().trainWindows() + from, count);
          float[] made = forecasts(session, trial.hyperparameters(), windows);
          assertThat(made).hasSize(count);
          for (int w = 0; w < count; w++) {
            double wanted = points.get(from + w).ahead1();
            largest = Math.max(largest, Math.abs(made[w] - wanted) / deviation);
          }
        }
      }
      models++;
    }
    System.out.printf(
        "%d models of %s: forecasts differ by at most %.1e of the deviation%n",
        models, name, largest);
    return largest;
  }

  /** Returns windows in the units of the columns, [count, tau], with columns [count, tau, I]. */
  private static OnnxTensor windows(OnnxModels.Series series, int first, int count)
      throws OrtException {
    int tau = series.trial().hyperparameters().tau();
    List<SeriesColumn> columns = series.series().inputColumns();
    FloatBuffer windows = FloatBuffer.allocate(count * tau * series.series().width());
    for (int w = first; w < first + count; w++) {
      for (int moment = w; moment < w + tau; moment++) {
        windows.put(series.series().values()[moment]);
        for (SeriesColumn column : columns) {
          windows.put(column.values()[moment]);
        }
      }
    }
    return OnnxTensor.createTensor(
        RUNTIME,
        windows.rewind(),
        columns.isEmpty()
            ? new long[] {count, tau}
            : new long[] {count, tau, series.series().width()});
  }

  private static float[] forecasts(OrtSession session, Hyperparameters h, OnnxTensor windows)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("values", windows);
    if (h.input() == SeriesInput.WINDOW) {
      inputs.put("h", zeros(h, 1));
      if (h.cell() == Cell.LSTM) {
        inputs.put("c", zeros(h, 1));
      }
    }
    try (OrtSession.Result result = session.run(inputs)) {
      return (float[]) result.get("forecast").orElseThrow().getValue();
    }
  }

  /** The state of a model between two calls. */
  private static final class State {
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    State(Hyperparameters h, int batch) throws OrtException {
      tensors.put("h", zeros(h, batch));
      if (h.cell() == Cell.LSTM) {
        tensors.put("c", zeros(h, batch));
      }
    }

    /** Returns the probabilities, [steps][batch][tokens]. */
    float[][][] run(OrtSession session, long[][] tokens) throws OrtException {
      Map<String, OnnxTensor> inputs = new HashMap<>(tensors);
      LongBuffer ids = LongBuffer.allocate(tokens.length * tokens[0].length);
      for (long[] step : tokens) {
        ids.put(step);
      }
      inputs.put(
          "tokens",
          OnnxTensor.createTensor(
              RUNTIME, ids.rewind(), new long[] {tokens.length, tokens[0].length}));
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxTensor> entry : tensors.entrySet()) {
          float[][][] next =
              (float[][][]) result.get(entry.getKey() + "_next").orElseThrow().getValue();
          entry.setValue(OnnxTensor.createTensor(RUNTIME, next));
        }
        return (float[][][]) result.get("probabilities").orElseThrow().getValue();
      }
    }
  }

  private static OnnxTensor zeros(Hyperparameters h, int batch) throws OrtException {
    long[] shape = {h.numLayers(), batch, h.numHiddens()};
    return OnnxTensor.createTensor(
        RUNTIME, FloatBuffer.allocate((int) (shape[0] * shape[1] * shape[2])), shape);
  }

  private static OrtSession session(byte[] file, String name) throws Exception {
    Path folder = Files.createDirectories(Path.of(FOLDER));
    Files.write(folder.resolve(name + ".onnx"), file);
    return RUNTIME.createSession(file);
  }

  private static double difference(float[] probabilities, float[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    double largest = 0;
    for (int v = 0; v < logits.length; v++) {
      double ours = Math.exp(logits[v] - max) / sum;
      largest = Math.max(largest, Math.abs(probabilities[v] - ours));
    }
    return largest;
  }

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int v = 1; v < probabilities.length; v++) {
      best = probabilities[v] > probabilities[best] ? v : best;
    }
    return best;
  }

  private static float[] trained(Trial trial, TrainingData data) {
    return train(trial, data).model().orElseThrow().parameters();
  }

  private static TrainingOutcome train(Trial trial, TrainingData data) {
    return new TrainingRun(
            trial,
            data,
            KernelChoice.get().kernels(),
            Deadline.in(Optional.empty()),
            ShardRunner.SEQUENTIAL)
        .run();
  }
}
