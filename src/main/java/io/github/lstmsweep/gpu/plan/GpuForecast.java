package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Packing;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The predicted time of a sweep on GPUs of one kind. A task has trials of one shape, as {@code run}
 * packs them, and a GPU takes one task after the other.
 *
 * @param gpus of this kind
 * @param shapes in the order of their first tasks
 * @param seconds from the first start to the last end
 * @param trainedTokens of all trials, or steps of a series
 */
public record GpuForecast(
    DeviceFigures device, int gpus, List<OfShape> shapes, double seconds, double trainedTokens) {

  /**
   * The trials of one shape.
   *
   * @param first one of them
   * @param pack empty if the device does not hold one; the processor then trains these trials
   * @param seconds of one GPU for all of them; 0 if the processor trains them
   */
  public record OfShape(Trial first, int trials, Optional<PackForecast> pack, double seconds) {}

  /** Copies the list. */
  public GpuForecast {
    shapes = List.copyOf(shapes);
  }

  /**
   * Predicted tokens per second of all GPUs, with validation and with GPUs that idle at the end.
   */
  public double tokensPerSecond() {
    return seconds > 0 ? trainedTokens / seconds : 0;
  }

  /** Returns the number of trials that no GPU holds. */
  public int onProcessor() {
    return shapes.stream().filter(s -> s.pack().isEmpty()).mapToInt(OfShape::trials).sum();
  }

  /**
   * Predicts a sweep.
   *
   * @param wanted trials of a pack, if a person says so; else each pack fills the device
   */
  public static GpuForecast of(
      Schedule schedule, Optional<Integer> wanted, int gpus, DeviceFigures device) {
    if (gpus < 1) {
      throw UserException.badInput(
          "Cannot predict for " + gpus + " GPUs: must be a whole number above 0");
    }
    Map<Key, OfShape> shapes = new LinkedHashMap<>();
    List<Double> tasks = new ArrayList<>();
    double tokens = 0;
    for (List<Trial> task : Packing.of(schedule, PackSize.ofTask(wanted), PackSize.free())) {
      Trial first = task.get(0);
      Shape shape = TrialShape.of(first);
      double share = CostModel.DEFAULT.computedShare(first.hyperparameters(), first.dataset());
      Optional<PackForecast> pack =
          wanted.isPresent()
              ? PackForecast.of(shape, share, wanted.get(), device)
              : PackForecast.filling(shape, share, device);
      double seconds = pack.map(p -> seconds(p, task)).orElse(0.0);
      shapes.merge(
          new Key(shape, first.dataset()),
          new OfShape(first, task.size(), pack, seconds),
          (a, b) ->
              new OfShape(a.first(), a.trials() + b.trials(), a.pack(), a.seconds() + b.seconds()));
      if (pack.isPresent()) {
        tasks.add(seconds);
        tokens += task.stream().mapToDouble(t -> TrialCost.of(t).trainedTokens()).sum();
      }
    }
    tasks.sort(Comparator.reverseOrder());
    double elapsed = Schedule.elapsedSeconds(tasks, gpus);
    return new GpuForecast(device, gpus, List.copyOf(shapes.values()), elapsed, tokens);
  }

  private record Key(Shape shape, Dataset dataset) {}

  /** The seconds of a task: its trials train at the same time, as many as the pack has places. */
  private static double seconds(PackForecast pack, List<Trial> task) {
    double seconds = 0;
    for (Trial trial : task) {
      Hyperparameters p = trial.hyperparameters();
      Dataset d = trial.dataset();
      int windows = pack.plan().shape().minibatch();
      double training =
          minibatches(d.trainWindows(), windows)
              * pack.seconds(task.size(), windows, PackForecast.Batch.TRAINING);
      double validation =
          minibatches(d.validationWindows(), windows)
              * pack.seconds(task.size(), windows, PackForecast.Batch.VALIDATION);
      seconds += p.numEpochs() * (training + validation);
    }
    return seconds;
  }

  /** Minibatches in an epoch; the last one may be a part of one. */
  private static double minibatches(int windows, int ofEach) {
    return (double) windows / ofEach;
  }
}
