package io.github.lstmsweep.gpu.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lwjgl.system.MemoryUtil.NULL;

import io.github.lstmsweep.gpu.device.Device.Abilities;
import io.github.lstmsweep.gpu.device.Device.Limits;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Library;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.Platform;

/** The OpenCL library of this machine and its devices. It is loaded at the first call. */
public final class OpenCl {
  private static final String LIBRARY = "libOpenCL.so.1";
  private static final int DEVICE_NOT_FOUND = -1;
  private static final int PLATFORM_NOT_FOUND = -1001;
  private static final int DOUBLE_FP_CONFIG = 0x1032;

  private static boolean isLoaded;

  private OpenCl() {}

  /**
   * Loads the library.
   *
   * @throws DeviceException if there is none
   * @throws LinkageError if the natives of the binding cannot be loaded
   */
  private static synchronized void load() {
    if (isLoaded) {
      return;
    }
    // Else a class that is initialized would throw, and never tell again why.
    Configuration.OPENCL_EXPLICIT_INIT.set(true);
    if (Configuration.SHARED_LIBRARY_EXTRACT_PATH.get() == null) {
      Configuration.SHARED_LIBRARY_EXTRACT_PATH.set(NativeFolder.make());
    }
    if (Configuration.OPENCL_LIBRARY_NAME.get() == null && Platform.get() == Platform.LINUX) {
      // The name without a version comes with packages for developers only.
      Configuration.OPENCL_LIBRARY_NAME.set(LIBRARY);
    }
    if (!Configuration.DEBUG.get(false)) {
      // The binding would print hints before our own message.
      Configuration.DEBUG_STREAM.set(
          new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }
    // Apart from the library of OpenCL, because a person mends the two in different ways.
    Library.initialize();
    try {
      CL.create();
    } catch (UnsatisfiedLinkError e) {
      Object name = Configuration.OPENCL_LIBRARY_NAME.get();
      throw new DeviceException(
          "there is no OpenCL library" + (name == null ? "" : " (" + name + ")"));
    }
    isLoaded = true;
  }

  /**
   * Returns every device of every platform, GPUs first.
   *
   * @throws DeviceException if there is no OpenCL library
   * @throws LinkageError if the natives of the binding cannot be loaded
   */
  public static List<Device> devices() {
    load();
    List<Device> gpus = new ArrayList<>();
    List<Device> others = new ArrayList<>();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      int code = CL10.clGetPlatformIDs(null, count);
      if (code == PLATFORM_NOT_FOUND) {
        return List.of();
      }
      check(code, "list its platforms");
      if (count.get(0) == 0) {
        return List.of();
      }
      PointerBuffer platforms = stack.mallocPointer(count.get(0));
      check(CL10.clGetPlatformIDs(platforms, (IntBuffer) null), "list its platforms");
      for (int p = 0; p < platforms.capacity(); p++) {
        for (Device device : devicesOf(platforms.get(p))) {
          (device.isGpu() ? gpus : others).add(device);
        }
      }
    }
    // A driver sets handlers of its own when it lists its devices, and needs them.
    SignalHandlers.keep();
    gpus.addAll(others);
    return List.copyOf(gpus);
  }

  private static List<Device> devicesOf(long platform) {
    List<Device> devices = new ArrayList<>();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      int code = CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, null, count);
      if (code == DEVICE_NOT_FOUND) {
        return List.of();
      }
      check(code, "list its devices");
      PointerBuffer handles = stack.mallocPointer(count.get(0));
      check(
          CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, handles, (IntBuffer) null),
          "list its devices");
      for (int d = 0; d < handles.capacity(); d++) {
        devices.add(device(platform, handles.get(d)));
      }
    }
    return devices;
  }

  private static Device device(long platform, long handle) {
    long single = number(handle, CL10.CL_DEVICE_SINGLE_FP_CONFIG);
    boolean doubles = text(handle, CL10.CL_DEVICE_EXTENSIONS).contains("cl_khr_fp64");
    return new Device(
        platform,
        handle,
        text(handle, CL10.CL_DEVICE_NAME),
        text(handle, CL10.CL_DRIVER_VERSION),
        (number(handle, CL10.CL_DEVICE_TYPE) & CL10.CL_DEVICE_TYPE_GPU) != 0,
        new Limits(
            number(handle, CL10.CL_DEVICE_GLOBAL_MEM_SIZE),
            number(handle, CL10.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
            number(handle, CL10.CL_DEVICE_LOCAL_MEM_SIZE),
            (int) number(handle, CL10.CL_DEVICE_MAX_WORK_GROUP_SIZE),
            (int) number(handle, CL10.CL_DEVICE_MAX_COMPUTE_UNITS)),
        new Abilities(
            (single & CL10.CL_FP_FMA) != 0,
            (single & CL10.CL_FP_DENORM) != 0,
            (single & CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
            doubles && (number(handle, DOUBLE_FP_CONFIG) & CL10.CL_FP_DENORM) != 0));
  }

  private static String text(long device, int name) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      check(CL10.clGetDeviceInfo(device, name, (ByteBuffer) null, size), "describe itself");
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) size.get(0));
      check(CL10.clGetDeviceInfo(device, name, bytes, null), "describe itself");
      byte[] array = new byte[Math.max(0, bytes.capacity() - 1)]; // without the last zero
      bytes.get(array);
      return new String(array, UTF_8).strip();
    }
  }

  /** A number of 4 or 8 bytes; 0 if the device does not know it. */
  private static long number(long device, int name) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      ByteBuffer bytes = stack.calloc(Long.BYTES);
      return CL10.clGetDeviceInfo(device, name, bytes, null) == CL10.CL_SUCCESS
          ? bytes.getLong(0)
          : 0;
    }
  }

  static void check(int code, String what) {
    if (code != CL10.CL_SUCCESS) {
      throw new DeviceException(what, code);
    }
  }

  static long handle(long handle, IntBuffer code, String what) {
    check(code.get(0), what);
    if (handle == NULL) {
      throw new DeviceException(what, 0);
    }
    return handle;
  }
}
