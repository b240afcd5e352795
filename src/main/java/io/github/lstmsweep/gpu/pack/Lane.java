package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.gpu.device.Computer;
import io.github.lstmsweep.gpu.device.Computer.Array;
import io.github.lstmsweep.gpu.device.Computer.Room;
import io.github.lstmsweep.nn.layer.Dropout;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;

/**
 * The numbers of one batch on their way to the device and back. Two lanes let the queue take a
 * batch while the results of the one before are read.
 */
final class Lane implements AutoCloseable {
  private final Shape shape;
  private final Computer computer;
  private final Losses means;
  private final float[] values;
  private final Array jobs;
  private final Array starts;
  private final Array norms;
  private final Array losses;
  private final Array largest;
  private final Array forecasts;
  private final Room jobsHere;
  private final Room startsHere;
  private final Room normsHere;
  private final Room lossesHere;
  private final Room largestHere;
  private final Room forecastsHere;

  /**
   * Makes the arrays of a lane.
   *
   * @param values numbers of the series by moment, from which the losses of forecasts are made
   */
  Lane(Bench bench, float[] values) {
    this.shape = bench.shape();
    this.computer = bench.computer();
    this.means = new Losses(shape);
    this.values = values;
    MemoryPlan plan = bench.plan();
    jobs = computer.array(plan.jobBytes());
    starts = computer.array(plan.startBytes());
    norms = computer.array(plan.normBytes());
    losses = computer.array(plan.lossBytes());
    largest = computer.array(plan.largestBytes());
    forecasts = computer.array(plan.startBytes());
    jobsHere = new Room(plan.jobBytes());
    startsHere = new Room(plan.startBytes());
    normsHere = new Room(plan.normBytes());
    lossesHere = new Room(plan.lossBytes());
    largestHere = new Room(plan.largestBytes());
    forecastsHere = new Room(plan.startBytes());
  }

  Array jobs() {
    return jobs;
  }

  Array starts() {
    return starts;
  }

  Array norms() {
    return norms;
  }

  Array losses() {
    return losses;
  }

  Array largest() {
    return largest;
  }

  Array forecasts() {
    return forecasts;
  }

  /** Puts the numbers of a batch into the queue. */
  void take(List<Request> batch) {
    IntBuffer numbers = ints(jobsHere);
    IntBuffer windows = ints(startsHere);
    for (int j = 0; j < batch.size(); j++) {
      Request request = batch.get(j);
      put(request, numbers, j * JobField.values().length);
      windows.put(j * shape.minibatch(), request.starts);
    }
    computer.copy(jobsHere, jobs, batch.size() * JobField.values().length * Integer.BYTES);
    computer.copy(startsHere, starts, batch.size() * shape.minibatch() * Integer.BYTES);
  }

  private static IntBuffer ints(Room room) {
    return room.bytes().duplicate().order(ByteOrder.nativeOrder()).clear().asIntBuffer();
  }

  private void put(Request request, IntBuffer to, int at) {
    int windows = request.starts.length;
    to.put(at + JobField.PLACE.place(), request.place);
    to.put(at + JobField.WINDOWS.place(), windows);
    to.put(at + JobField.IS_TRAINING.place(), request.isTraining ? 1 : 0);
    to.put(at + JobField.IS_SHARING.place(), request.isSharing ? 1 : 0);
    float scale = windows == 0 ? 0 : (float) (1.0 / shape.losses(windows));
    to.put(at + JobField.SCALE_BITS.place(), Float.floatToRawIntBits(scale));
    to.put(at + JobField.MINIBATCH_LOW.place(), (int) request.minibatch);
    to.put(at + JobField.MINIBATCH_HIGH.place(), (int) (request.minibatch >>> 32));
    Dropout dropout = request.dropout.orElse(null);
    to.put(at + JobField.KEY0.place(), dropout == null ? 0 : dropout.random().key0());
    to.put(at + JobField.KEY1.place(), dropout == null ? 0 : dropout.random().key1());
    to.put(at + JobField.DROP_BELOW.place(), dropout == null ? 0 : dropout.threshold());
    float kept = dropout == null ? 1 : dropout.kept();
    to.put(at + JobField.KEPT_BITS.place(), Float.floatToRawIntBits(kept));
    to.put(at + JobField.UPDATE_KIND.place(), Update.NONE);
    request.update.ifPresent(step -> Update.put(step, to, at));
  }

  /** Puts the way back of a batch's results into the queue, and a mark after it. */
  Computer.Reading read(int count) {
    computer.copy(norms, normsHere, count * Double.BYTES);
    computer.copy(largest, largestHere, count * 2 * shape.tiles() * Float.BYTES);
    if (shape.readsTokens()) {
      int steps = count * shape.tiles() * shape.numSteps();
      computer.copy(losses, lossesHere, steps * MemoryPlan.LOSS_BYTES);
    } else {
      computer.copy(forecasts, forecastsHere, count * shape.minibatch() * Float.BYTES);
    }
    return computer.mark();
  }

  /** Answers the requests of a batch from the results, which must be here. */
  void answer(List<Request> batch) {
    for (int j = 0; j < batch.size(); j++) {
      answer(batch.get(j), j);
    }
  }

  private void answer(Request request, int job) {
    int windows = request.starts.length;
    request.norm = normsHere.bytes().getDouble(job * Double.BYTES);
    request.loss =
        means.mean(
            windows,
            request.isTraining,
            shape.readsTokens()
                ? (tile, t) -> means.ofText(lossesHere.bytes(), job, tile, t)
                : (tile, t) ->
                    means.ofSeries(
                        forecastsHere.bytes(), job, tile, t, windows, w -> target(request, w)));
    for (int tile = 0; tile < shape.tiles(windows); tile++) {
      int at = 2 * (job * shape.tiles() + tile) * Float.BYTES;
      request.largestH = Math.max(request.largestH, largestHere.bytes().getFloat(at));
      request.largestC = Math.max(request.largestC, largestHere.bytes().getFloat(at + Float.BYTES));
    }
  }

  private float target(Request request, int window) {
    return values[request.starts[window] * shape.width() + shape.numbersOfWindow()];
  }

  @Override
  public void close() {
    jobsHere.close();
    startsHere.close();
    normsHere.close();
    lossesHere.close();
    largestHere.close();
    forecastsHere.close();
  }
}
