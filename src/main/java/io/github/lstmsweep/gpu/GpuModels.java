package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.gpu.pack.Data;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.SequenceModel;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.WindowOrder;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.ModelMaker;
import io.github.lstmsweep.trial.SeriesInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes models on a device, and removes them when a training has ended. */
final class GpuModels implements ModelMaker, AutoCloseable {
  private final GpuDevice device;
  private final int minibatch;
  private final int packSize;
  private final IfFull ifFull;
  private final List<GpuModel> made = new ArrayList<>();

  /**
   * A maker for one trial.
   *
   * @param minibatch windows in its largest minibatch
   * @param packSize trials that a new pack has places for
   */
  GpuModels(GpuDevice device, int minibatch, int packSize, IfFull ifFull) {
    this.device = device;
    this.minibatch = minibatch;
    this.packSize = packSize;
    this.ifFull = ifFull;
  }

  @Override
  public TrainableModel make(Parameters initial, TokenWindows windows, Optional<Dropout> dropout) {
    Shape shape =
        new Shape(
            initial.architecture(),
            windows.numSteps(),
            false,
            1,
            dropout.isPresent(),
            Math.min(minibatch, windows.count()));
    Data data = new Data(windows.ids(), new float[0]);
    return model(
        new Wanted(shape, data, initial, dropout),
        Optional.of(new WindowOrder(windows)),
        windows.count(),
        copy ->
            new LanguageModel(
                KernelChoice.get().kernels(), copy, windows, dropout, ShardRunner.SEQUENTIAL));
  }

  @Override
  public TrainableModel make(Parameters initial, SeriesWindows windows, Optional<Dropout> dropout) {
    Shape shape =
        new Shape(
            initial.architecture(),
            windows.longest(),
            windows.input() == SeriesInput.WINDOW,
            windows.width(),
            dropout.isPresent(),
            windows.minibatch());
    Data data = new Data(new int[0], windows.values());
    return model(
        new Wanted(shape, data, initial, dropout),
        Optional.empty(),
        Math.min(windows.minibatch(), windows.moments() - windows.tau()),
        copy ->
            new ForecastModel(
                KernelChoice.get().kernels(), copy, windows, dropout, ShardRunner.SEQUENTIAL));
  }

  private record Wanted(Shape shape, Data data, Parameters initial, Optional<Dropout> dropout) {}

  private GpuModel model(
      Wanted wanted,
      Optional<WindowOrder> order,
      int windows,
      Function<Parameters, SequenceModel> onProcessor) {
    Shape shape = wanted.shape();
    GpuDevice.Seat seat =
        device
            .seat(shape, wanted.data(), packSize, ifFull)
            .orElseThrow(() -> new NoRoomException(device.device()));
    float[] initial = wanted.initial().canonical();
    GpuModel model = new GpuModel(seat.pack(), seat.place(), initial, order, wanted.dropout());
    made.add(model);
    seat.pack()
        .checkOnce(
            () -> {
              Parameters copy = Parameters.of(shape.architecture(), initial);
              PackCheck.of(model, onProcessor.apply(copy), Math.min(windows, shape.minibatch()));
              model.begin(initial);
            });
    return model;
  }

  @Override
  public void close() {
    made.forEach(device::leave);
    made.clear();
  }
}
