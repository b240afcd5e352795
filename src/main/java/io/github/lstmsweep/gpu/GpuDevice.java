package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.device.DeviceException;
import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.Data;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Pack;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.gpu.pack.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A device with the packs on it. Trials of one shape and of the same data share a pack. */
final class GpuDevice {
  private final Device device;
  private final Settings settings;
  private final Map<Key, List<Pack>> packs = new HashMap<>();
  private int models;
  private int waiting;
  private int trials; // guarded by GpuDevices

  /**
   * How a device is used.
   *
   * @param bytes limit of the memory that packs take
   * @param program for each shape or for all
   * @param options of the compiler, beyond those that the bits need
   */
  record Settings(long bytes, Program program, String options) {
    /** The usual settings for a device. */
    static Settings of(Device device) {
      return new Settings(
          (long) (device.limits().globalBytes() * MemoryPlan.SHARE), Program.OF_ONE_SHAPE, "");
    }

    Settings withBytes(long most) {
      return new Settings(most, program, options);
    }

    Settings withOptions(String more) {
      return new Settings(bytes, program, more);
    }

    Settings withProgram(Program of) {
      return new Settings(bytes, of, options);
    }
  }

  private record Key(Shape shape, Data data) {}

  /** A device without packs. */
  GpuDevice(Device device, Settings settings) {
    this.device = device;
    this.settings = settings;
  }

  Device device() {
    return device;
  }

  /** The number of trials that were given to the device and have not ended. */
  int trials() {
    return trials;
  }

  /** Adds a trial, or takes one away with -1. */
  void count(int more) {
    trials += more;
  }

  /** What happens to a trial for which there is no place. */
  enum IfFull {
    /** It waits until a trial of its shape leaves. */
    WAIT,
    /** It gets none. */
    REFUSE
  }

  /** The number of trials that wait for a place. */
  synchronized int waiting() {
    return waiting;
  }

  /** The number of models on the device. */
  synchronized int models() {
    return models;
  }

  /** A place in a pack. */
  record Seat(Pack pack, int place) {}

  /**
   * Takes a place in a pack of this shape; makes a pack if there is none with a free place.
   *
   * <p>If the memory that is left holds no further trial, it may wait for a trial of this shape to
   * leave. A pack of P alike trials frees a place after a P-th of a trial on the average. Meanwhile
   * the processor would take a core from the threads that keep the device busy. When trials of
   * other shapes leave, nobody knows, so for these it does not wait.
   *
   * @param wanted places of a new pack
   * @return empty if there is no place, and none to wait for
   */
  synchronized Optional<Seat> seat(Shape shape, Data data, int wanted, IfFull ifFull) {
    Key key = new Key(shape, data);
    while (true) {
      Optional<Seat> seat = seatNow(key, wanted);
      if (seat.isPresent() || ifFull == IfFull.REFUSE || !packs.containsKey(key)) {
        return seat;
      }
      waiting++;
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted before a place was free");
      } finally {
        waiting--;
      }
    }
  }

  private Optional<Seat> seatNow(Key key, int wanted) {
    for (Pack pack : packs.getOrDefault(key, List.of())) {
      int place = pack.tryTake();
      if (place >= 0) {
        models++;
        return Optional.of(new Seat(pack, place));
      }
    }
    closeIdle();
    Optional<Pack> made = make(key.shape(), key.data(), wanted);
    made.ifPresent(pack -> packs.computeIfAbsent(key, any -> new ArrayList<>()).add(pack));
    return made.map(
        pack -> {
          models++;
          return new Seat(pack, pack.tryTake());
        });
  }

  private Optional<Pack> make(Shape shape, Data data, int wanted) {
    long left = settings.bytes() - used();
    for (int places = wanted; places > 0; places /= 2) {
      Optional<MemoryPlan> plan = MemoryPlan.of(shape, places, device.limits(), left);
      if (plan.isEmpty()) {
        return Optional.empty();
      }
      try {
        Bench bench = new Bench(device, plan.get(), data, settings.program(), settings.options());
        return Optional.of(new Pack(bench, data));
      } catch (DeviceException e) {
        if (!e.isOutOfMemory()) {
          throw e;
        }
        places = plan.get().places();
      }
    }
    return Optional.empty();
  }

  /** Leaves a place. */
  synchronized void leave(GpuModel model) {
    model.close();
    models--;
    notifyAll();
  }

  private long used() {
    return packs.values().stream().flatMap(List::stream).mapToLong(Pack::bytes).sum();
  }

  /** Closes packs without models, so that their memory serves a different shape. */
  synchronized void closeIdle() {
    Iterator<List<Pack>> each = packs.values().iterator();
    while (each.hasNext()) {
      List<Pack> alike = each.next();
      for (Iterator<Pack> pack = alike.iterator(); pack.hasNext(); ) {
        Pack next = pack.next();
        if (next.isEmpty()) {
          next.close();
          pack.remove();
        }
      }
      if (alike.isEmpty()) {
        each.remove();
      }
    }
  }

  /** The number of minibatches in the largest batch of any pack on the device. */
  synchronized int largestBatch() {
    return packs.values().stream()
        .flatMap(List::stream)
        .mapToInt(Pack::largestBatch)
        .max()
        .orElse(0);
  }
}
