package io.github.lstmsweep.gpu;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.device.OpenCl;
import io.github.lstmsweep.gpu.pack.Gates;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.SeriesTrials;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs every kernel on the first OpenCL device, with the check that each pack has: minibatches of a
 * small shape, compared with the processor bit by bit. Prints a line for each shape. {@link
 * KernelRacesTest} runs it on a simulator, which is slow.
 */
final class SimulatedKernels {
  private SimulatedKernels() {}

  /** A shape, and the ways in which its kernels are made. */
  record Case(
      String cell,
      String input,
      long hiddens,
      long layers,
      double dropout,
      Program program,
      Gates gates) {
    boolean isText() {
      return input.equals("text");
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("lstm", "text", 8, 1, 0, Program.OF_ONE_SHAPE, Gates.STORED),
          new Case("lstm", "text", 8, 1, 0, Program.OF_ONE_SHAPE, Gates.COMPUTED_AGAIN),
          new Case("lstm", "text", 5, 2, 0.3, Program.OF_ANY_SHAPE, Gates.STORED),
          new Case("lstm", "text", 5, 2, 0.3, Program.OF_ANY_SHAPE, Gates.COMPUTED_AGAIN),
          new Case("gru", "text", 8, 2, 0.3, Program.OF_ONE_SHAPE, Gates.COMPUTED_AGAIN),
          new Case("gru", "sequence", 4, 1, 0, Program.OF_ONE_SHAPE, Gates.STORED),
          new Case("mgu", "sequence", 5, 2, 0.3, Program.OF_ANY_SHAPE, Gates.COMPUTED_AGAIN),
          new Case("mgu", "window", 4, 1, 0, Program.OF_ONE_SHAPE, Gates.COMPUTED_AGAIN),
          new Case("rnn", "text", 8, 1, 0, Program.OF_ONE_SHAPE, Gates.STORED),
          new Case("rnn", "window", 5, 2, 0.3, Program.OF_ANY_SHAPE, Gates.STORED));

  public static void main(String[] args) {
    Device device = OpenCl.devices().get(0);
    System.out.println("device " + device.name());
    CASES.forEach(each -> run(each, device));
  }

  private static void run(Case of, Device on) {
    System.out.println("begins " + of);
    GpuDevice device =
        new GpuDevice(
            on, GpuDevice.Settings.of(on).withProgram(of.program()).withGates(of.gates()));
    TrainingData data = of.isText() ? text() : SeriesTrials.series();
    try (GpuModels models = new GpuModels(device, 100, 1, IfFull.WAIT)) {
      // The first run of a pack checks its kernels.
      new TrainingRun(trial(of, data), data, models, Deadline.in(Optional.empty()));
    }
    device.closeIdle();
    System.out.println("equal " + of);
  }

  private static Trial trial(Case of, TrainingData data) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.CELL, of.cell());
    values.put(Hyperparameter.NUM_HIDDENS, of.hiddens());
    values.put(Hyperparameter.NUM_LAYERS, of.layers());
    values.put(Hyperparameter.DROPOUT, of.dropout());
    values.put(Hyperparameter.NUM_STEPS, 3L);
    values.put(Hyperparameter.TAU, 3L);
    values.put(Hyperparameter.BATCH_SIZE, 80L);
    if (data instanceof TimeSeries series) {
      values.put(Hyperparameter.INPUT, of.input());
      return SeriesTrials.trial(series, SeriesForm.Scale.STANDARD, values);
    }
    Corpus corpus = (Corpus) data;
    return Trial.of(
        Hyperparameters.of(values),
        new Dataset(
            corpus.name(), corpus.sha256(), corpus.tokens(), corpus.vocabulary().size(), 80, 20));
  }

  private static Corpus text() {
    return new CorpusLoader(
            Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
        .load(CorpusLoader.HARBOUR, "char");
  }
}
