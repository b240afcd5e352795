package io.github.lstmsweep.sweep.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.train.text.TextScorer;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measures models of characters with one thread, in ONNX Runtime and in our own classes, by turns.
 * Each writes 5,000 greedy characters one by one, as {@code generate} does. Each also scores the
 * built-in text in windows of 32 characters, as {@code score} does. Five rounds warm up.
 */
public final class OnnxSpeed {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();
  private static final int LENGTH = 5_000;
  private static final int STEPS = 32;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;

  private final Trial trial;
  private final Corpus text;
  private final Architecture architecture;
  private final float[] canonical;
  private final OrtSession session;

  private OnnxSpeed(Cell cell, long units, Corpus text) throws OrtException {
    this.text = text;
    this.trial =
        Trial.of(
            Hyperparameters.of(
                Map.of(
                    Hyperparameter.CELL,
                    cell.key(),
                    Hyperparameter.NUM_HIDDENS,
                    units,
                    Hyperparameter.NUM_STEPS,
                    (long) STEPS)),
            new Dataset(
                text.name(),
                text.sha256(),
                text.tokens(),
                text.vocabulary().size(),
                10_000,
                5_000));
    this.architecture = Architecture.of(trial.hyperparameters(), text.vocabulary().size());
    this.canonical = OnnxModels.drawn(architecture, trial);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session =
        RUNTIME.createSession(OnnxFile.ofText(architecture, canonical, Map.of()), options);
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws OrtException {
    Corpus text =
        new CorpusLoader(Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
            .load(CorpusLoader.HARBOUR, "char");
    for (Cell cell : Cell.values()) {
      for (long units : new long[] {32, 128}) {
        new OnnxSpeed(cell, units, text).measure();
      }
    }
  }

  private void measure() throws OrtException {
    double[] writing = new double[ROUNDS];
    double[] written = new double[ROUNDS];
    double[] scoring = new double[ROUNDS];
    double[] scored = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int at = Math.max(0, round);
      int[] ours = new int[LENGTH];
      int[] theirs = new int[LENGTH];
      long t0 = System.nanoTime();
      write(ours);
      long t1 = System.nanoTime();
      writeWithRuntime(theirs);
      long t2 = System.nanoTime();
      double score = score();
      long t3 = System.nanoTime();
      double scoreOfRuntime = scoreWithRuntime();
      long t4 = System.nanoTime();
      if (!Arrays.equals(ours, theirs) || Math.abs(score / scoreOfRuntime - 1) > 1e-5) {
        throw new IllegalStateException("They differ: " + score + " and " + scoreOfRuntime);
      }
      writing[at] = LENGTH / 1e-9 / (t1 - t0);
      written[at] = LENGTH / 1e-9 / (t2 - t1);
      double tokens = (double) (text.length() - STEPS) * STEPS;
      scoring[at] = tokens / 1e-9 / (t3 - t2);
      scored[at] = tokens / 1e-9 / (t4 - t3);
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %d units: written per second %,.0f, by ONNX Runtime %,.0f; scored %,.0f, by ONNX"
            + " Runtime %,.0f%n",
        trial.hyperparameters().cell().key(),
        trial.hyperparameters().numHiddens(),
        median(writing),
        median(written),
        median(scoring),
        median(scored));
  }

  private static double median(double[] rates) {
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }

  private void write(int[] made) {
    Generator generator = new Generator(architecture, canonical);
    int token = 0;
    for (int i = 0; i < LENGTH; i++) {
      generator.read(token);
      token = generator.likeliest();
      made[i] = token;
    }
  }

  private void writeWithRuntime(int[] made) throws OrtException {
    Map<String, OnnxTensor> state = zeros(1);
    long token = 0;
    OrtSession.Result before = null;
    for (int i = 0; i < LENGTH; i++) {
      Map<String, OnnxTensor> inputs = new HashMap<>(state);
      try (OnnxTensor tokens =
          OnnxTensor.createTensor(
              RUNTIME, LongBuffer.wrap(new long[] {token}), new long[] {1, 1})) {
        inputs.put("tokens", tokens);
        OrtSession.Result result = session.run(inputs);
        FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
        int best = 0;
        for (int v = 1; v < logits.limit(); v++) {
          best = logits.get(v) > logits.get(best) ? v : best;
        }
        token = best;
        made[i] = best;
        state.replaceAll((name, tensor) -> (OnnxTensor) result.get(name + "_next").orElseThrow());
        if (before != null) {
          before.close();
        }
        before = result;
      }
    }
  }

  private double score() {
    Spelling spelling = new Spelling(text.tokenizer(), text.vocabulary());
    TextScorer scorer =
        new TextScorer(trial.hyperparameters(), spelling, canonical, ShardRunner.SEQUENTIAL);
    return scorer.score(scorer.spelled(text)).perplexity();
  }

  private double scoreWithRuntime() throws OrtException {
    int batch = trial.hyperparameters().batchSize();
    int windows = text.length() - STEPS;
    int v = text.vocabulary().size();
    double losses = 0;
    int batches = 0;
    for (int from = 0; from < windows; from += batch) {
      int count = Math.min(batch, windows - from);
      LongBuffer ids = LongBuffer.allocate(STEPS * count);
      for (int t = 0; t < STEPS; t++) {
        for (int w = 0; w < count; w++) {
          ids.put(text.ids().at(from + w + t));
        }
      }
      Map<String, OnnxTensor> inputs = new HashMap<>(zeros(count));
      inputs.put(
          "tokens", OnnxTensor.createTensor(RUNTIME, ids.rewind(), new long[] {STEPS, count}));
      double sum = 0;
      try (OrtSession.Result result = session.run(inputs, Set.of("probabilities"))) {
        FloatBuffer p = ((OnnxTensor) result.get("probabilities").orElseThrow()).getFloatBuffer();
        for (int t = 0; t < STEPS; t++) {
          for (int w = 0; w < count; w++) {
            sum -= Math.log(p.get((t * count + w) * v + text.ids().at(from + w + t + 1)));
          }
        }
      }
      inputs.values().forEach(OnnxTensor::close);
      losses += sum / (STEPS * count);
      batches++;
    }
    return Math.exp(losses / batches);
  }

  private Map<String, OnnxTensor> zeros(int batch) throws OrtException {
    Map<String, OnnxTensor> state = new HashMap<>();
    long[] shape = {1, batch, architecture.numHiddens()};
    for (String name :
        architecture.cell() == Cell.LSTM ? new String[] {"h", "c"} : new String[] {"h"}) {
      state.put(
          name,
          OnnxTensor.createTensor(
              RUNTIME, FloatBuffer.allocate(batch * architecture.numHiddens()), shape));
    }
    return state;
  }
}
