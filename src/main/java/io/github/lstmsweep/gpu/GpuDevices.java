package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.device.BuildException;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.device.DeviceException;
import io.github.lstmsweep.gpu.device.OpenCl;
import io.github.lstmsweep.gpu.pack.DifferentBitsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The devices of this process that passed the self-test. GPUs come before other devices; other
 * devices are used only if there is no GPU.
 */
final class GpuDevices {
  private static GpuDevices ofThisProcess;
  private static String none;

  private final List<GpuDevice> devices;
  private final Map<String, GpuDevice> named = new HashMap<>(); // guarded by this

  /** Devices that passed the self-test. */
  GpuDevices(List<GpuDevice> devices) {
    this.devices = List.copyOf(devices);
  }

  /**
   * Returns the devices. The first call finds and tests them.
   *
   * @throws NoDeviceException if none can be used; the message names each one and says why
   */
  static synchronized GpuDevices ofThisProcess() {
    if (none != null) {
      throw new NoDeviceException(none);
    }
    if (ofThisProcess == null) {
      try {
        ofThisProcess = find(OpenCl::devices, "");
      } catch (NoDeviceException e) {
        none = e.getMessage();
        throw e;
      }
    }
    return ofThisProcess;
  }

  /**
   * Finds the devices that can be used.
   *
   * @param found lists the devices of the machine
   * @param options of the compiler, beyond those that the bits need
   */
  static GpuDevices find(Supplier<List<Device>> found, String options) {
    List<Device> all;
    try {
      all = found.get();
    } catch (DeviceException e) {
      throw new NoDeviceException(e.getMessage());
    } catch (LinkageError e) {
      throw new NoDeviceException("the natives of LWJGL cannot be loaded: " + e.getMessage());
    }
    if (all.isEmpty()) {
      throw new NoDeviceException("there is no OpenCL device");
    }
    boolean anyGpu = all.stream().anyMatch(Device::isGpu);
    List<GpuDevice> passed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Device device : all) {
      if (anyGpu && !device.isGpu()) {
        continue;
      }
      try {
        test(device, options);
        passed.add(new GpuDevice(device, GpuDevice.Settings.of(device).withOptions(options)));
      } catch (RuntimeException e) {
        refused.add(device.name() + why(e));
      }
    }
    if (passed.isEmpty()) {
      throw new NoDeviceException(String.join("; ", refused));
    }
    return new GpuDevices(passed);
  }

  private static void test(Device device, String options) {
    if (!device.lacks().isEmpty()) {
      throw new NoDeviceException("lacks " + String.join(", ", device.lacks()));
    }
    SelfTest.of(device, options);
  }

  private static String why(RuntimeException e) {
    if (e instanceof BuildException build) {
      return ": " + build.getMessage() + " (all of it is in " + kept(build.log()) + ")";
    }
    // The words of these two follow the name of the device.
    boolean isVerb = e instanceof NoDeviceException || e instanceof DifferentBitsException;
    return (isVerb ? " " : ": ") + e.getMessage();
  }

  private static Path kept(String log) {
    try {
      Path file = Files.createTempFile("lstm-sweep-opencl-", ".log");
      Files.writeString(file, log);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<GpuDevice> all() {
    return devices;
  }

  /**
   * Gives a device to a trial, which must {@link #leave} it. Trials that begin at the same moment
   * get different devices, because a trial counts before its model is made.
   *
   * @param address that Spark gave to the task; null for any device, which is the one with the
   *     fewest trials
   */
  synchronized GpuDevice take(String address) {
    GpuDevice device = at(address);
    device.count(1);
    return device;
  }

  /**
   * Returns the device that a trial of an address would get. A number is its place among the
   * devices, counted round. Any other text, such as the UUID of a GPU, keeps the device of its
   * first trial. That is one with the fewest trials. Other processes have other addresses, so the
   * text decides between equal devices.
   */
  synchronized GpuDevice at(String address) {
    if (address == null) {
      return freest(0);
    }
    if (address.matches("\\d{1,9}")) {
      return devices.get(Integer.parseInt(address) % devices.size());
    }
    return named.computeIfAbsent(
        address, text -> freest(Math.floorMod(text.hashCode(), devices.size())));
  }

  /** Returns the first of the devices with the fewest trials, counted round from a place. */
  private GpuDevice freest(int from) {
    return IntStream.range(0, devices.size())
        .mapToObj(i -> devices.get((from + i) % devices.size()))
        .min(Comparator.comparingInt(GpuDevice::trials))
        .orElseThrow();
  }

  /** Ends a trial on a device. */
  synchronized void leave(GpuDevice device) {
    device.count(-1);
  }
}
