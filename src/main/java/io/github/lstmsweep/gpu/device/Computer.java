package io.github.lstmsweep.gpu.device;

import static io.github.lstmsweep.gpu.device.OpenCl.check;
import static io.github.lstmsweep.gpu.device.OpenCl.handle;
import static org.lwjgl.system.MemoryUtil.NULL;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * A device at work: its arrays, its kernels and a queue that runs launches in their order. One
 * thread at a time may use it, except that {@link Reading#await} may be called beside.
 */
public final class Computer implements AutoCloseable {
  private final Device device;
  private final long context;
  private final long queue;
  private final List<Long> arrays = new ArrayList<>();
  private final Map<String, Long> kernels = new HashMap<>();
  private long program = NULL;

  /** Work holds the read lock, so that a blocking read keeps no other thread from the queue. */
  private final ReadWriteLock running = new ReentrantReadWriteLock();

  private boolean isClosed; // guarded by running
  private boolean isEnding; // guarded by running

  private final AtomicLong arrayBytes = new AtomicLong();
  private final AtomicLong launches = new AtomicLong();
  private final AtomicLong copies = new AtomicLong();
  private final AtomicLong waits = new AtomicLong();

  /**
   * The requests of the host to a device.
   *
   * @param launches of kernels
   * @param copies that run beside the host
   * @param waits of the host: for a copy, a mark or an empty queue
   */
  public record Counts(long launches, long copies, long waits) {
    /** Returns the requests since {@code before}. */
    public Counts since(Counts before) {
      return new Counts(launches - before.launches, copies - before.copies, waits - before.waits);
    }
  }

  /** Opens a device. */
  public Computer(Device device) {
    this.device = device;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      PointerBuffer properties = stack.pointers(CL10.CL_CONTEXT_PLATFORM, device.platform(), NULL);
      context =
          handle(
              CL10.clCreateContext(properties, device.handle(), null, NULL, code),
              code,
              "be opened");
      long made = CL10.clCreateCommandQueue(context, device.handle(), 0, code);
      if (code.get(0) != CL10.CL_SUCCESS) {
        CL10.clReleaseContext(context);
      }
      queue = handle(made, code, "open a queue");
    }
    LastWork.waitFor(this);
  }

  /** Returns what was asked so far. */
  public Counts counts() {
    return new Counts(launches.get(), copies.get(), waits.get());
  }

  /** Returns the device. */
  public Device device() {
    return device;
  }

  /**
   * Builds kernels.
   *
   * @param source OpenCL C
   * @param options of the compiler
   * @throws BuildException if the compiler refuses them
   */
  public void build(String source, String options) {
    whileItRuns(() -> compile(source, options));
  }

  private void compile(String source, String options) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      program =
          handle(CL10.clCreateProgramWithSource(context, source, code), code, "take the kernels");
      PointerBuffer devices = stack.pointers(device.handle());
      int built =
          Compilation.during(() -> CL10.clBuildProgram(program, devices, options, null, NULL));
      if (built != CL10.CL_SUCCESS) {
        throw new BuildException(log(stack));
      }
    }
  }

  private String log(MemoryStack stack) {
    PointerBuffer size = stack.mallocPointer(1);
    int name = CL10.CL_PROGRAM_BUILD_LOG;
    if (CL10.clGetProgramBuildInfo(program, device.handle(), name, (ByteBuffer) null, size)
        != CL10.CL_SUCCESS) {
      return "";
    }
    ByteBuffer bytes = MemoryUtil.memAlloc((int) size.get(0));
    try {
      CL10.clGetProgramBuildInfo(program, device.handle(), name, bytes, null);
      byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      return new String(array, StandardCharsets.UTF_8).replace("\0", "").strip();
    } finally {
      MemoryUtil.memFree(bytes);
    }
  }

  /** Does some work, unless the process ends. Threads that work do not wait for each other. */
  private void whileItRuns(Runnable work) {
    running.readLock().lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("the device was closed");
      }
      if (!isEnding) {
        work.run();
        return;
      }
    } finally {
      running.readLock().unlock();
    }
    stay();
  }

  /** Stays here: the process ends, and the caller has nothing more to do. */
  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the process ends");
    }
  }

  /** Calls a function that puts something into the queue, unless the process ends. */
  private void enqueue(IntSupplier call, String what) {
    whileItRuns(() -> check(call.getAsInt(), what));
  }

  /** As {@link #enqueue}, for a call that waits for its end. */
  private void enqueueAndWait(IntSupplier call, String what) {
    waits.incrementAndGet();
    enqueue(call, what);
  }

  /** Takes no further work, and waits for the work in the queue. */
  void end() {
    running.writeLock().lock();
    try {
      if (!isClosed) {
        isEnding = true;
        CL10.clFinish(queue);
      }
    } finally {
      running.writeLock().unlock();
    }
  }

  /** Returns the bytes of all arrays that were made. */
  public long arrayBytes() {
    return arrayBytes.get();
  }

  /** Makes an array of at least one byte on the device. */
  public Array array(long bytes) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      long made =
          handle(
              CL10.clCreateBuffer(
                  context, CL10.CL_MEM_READ_WRITE, Math.max(Long.BYTES, bytes), code),
              code,
              "make an array of " + bytes + " bytes");
      arrays.add(made);
      arrayBytes.addAndGet(bytes);
      return new Array(made);
    }
  }

  /** Makes an array of floats on the device with these values. */
  public Array array(float[] values) {
    Array array = array((long) values.length * Float.BYTES);
    array.write(0, values);
    return array;
  }

  /** Makes an array of ints on the device with these values. */
  public Array array(int[] values) {
    Array array = array((long) values.length * Integer.BYTES);
    array.write(0, values);
    return array;
  }

  /** An array on the device. Reads and writes of Java arrays wait; offsets count elements. */
  public final class Array {
    private final long memory;

    private Array(long memory) {
      this.memory = memory;
    }

    /** Writes floats from {@code offset} on. */
    public void write(long offset, float[] values) {
      if (values.length > 0) {
        enqueueAndWait(
            () ->
                CL10.clEnqueueWriteBuffer(
                    queue, memory, true, offset * Float.BYTES, values, null, null),
            "take floats");
      }
    }

    /** Writes ints from {@code offset} on. */
    public void write(long offset, int[] values) {
      if (values.length > 0) {
        enqueueAndWait(
            () ->
                CL10.clEnqueueWriteBuffer(
                    queue, memory, true, offset * Integer.BYTES, values, null, null),
            "take ints");
      }
    }

    /** Reads {@code n} floats from {@code offset} on. */
    public float[] floats(long offset, int n) {
      float[] values = new float[n];
      if (n > 0) {
        enqueueAndWait(
            () ->
                CL10.clEnqueueReadBuffer(
                    queue, memory, true, offset * Float.BYTES, values, null, null),
            "return floats");
      }
      return values;
    }

    /** Reads {@code n} doubles from {@code offset} on. */
    public double[] doubles(long offset, int n) {
      double[] values = new double[n];
      if (n > 0) {
        enqueueAndWait(
            () ->
                CL10.clEnqueueReadBuffer(
                    queue, memory, true, offset * Double.BYTES, values, null, null),
            "return doubles");
      }
      return values;
    }
  }

  /** Memory of this machine that a queue copies to a device, or from it, beside other work. */
  public static final class Room implements AutoCloseable {
    private final ByteBuffer bytes;

    /** Room for {@code size} bytes. */
    public Room(long size) {
      bytes = MemoryUtil.memCalloc(Math.toIntExact(Math.max(Long.BYTES, size)));
    }

    /** The memory, in this machine's order of bytes. */
    public ByteBuffer bytes() {
      return bytes;
    }

    @Override
    public void close() {
      MemoryUtil.memFree(bytes);
    }
  }

  /** Puts a copy of a room's first {@code n} bytes to an array into the queue. */
  public void copy(Room from, Array to, int n) {
    ByteBuffer bytes = from.bytes().slice(0, n).order(from.bytes().order());
    copies.incrementAndGet();
    enqueue(
        () -> CL10.clEnqueueWriteBuffer(queue, to.memory, false, 0, bytes, null, null),
        "take numbers");
  }

  /** Puts a copy of an array's first {@code n} bytes to a room into the queue. */
  public void copy(Array from, Room to, int n) {
    ByteBuffer bytes = to.bytes().slice(0, n).order(to.bytes().order());
    copies.incrementAndGet();
    enqueue(
        () -> CL10.clEnqueueReadBuffer(queue, from.memory, false, 0, bytes, null, null),
        "return numbers");
  }

  /** Puts a mark into the queue, for which a thread can wait. */
  public Reading mark() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer event = stack.mallocPointer(1);
      enqueue(() -> CL10.clEnqueueMarker(queue, event), "mark its queue");
      check(CL10.clFlush(queue), "start its queue");
      return new Reading(event.get(0));
    }
  }

  /** The moment when everything before it in the queue is done. */
  public final class Reading {
    private final long event;
    private boolean isReleased;

    private Reading(long event) {
      this.event = event;
    }

    /**
     * Waits for it; call it once.
     *
     * @throws DeviceException if the device failed
     */
    public void await() {
      waits.incrementAndGet();
      try {
        check(CL10.clWaitForEvents(event), "finish its work");
      } finally {
        synchronized (this) {
          isReleased = true;
          CL10.clReleaseEvent(event);
        }
      }
    }

    /** Returns whether the device is known to have come to it. It does not wait. */
    public synchronized boolean isReached() {
      if (isReleased) {
        return true;
      }
      try (MemoryStack stack = MemoryStack.stackPush()) {
        IntBuffer status = stack.mallocInt(1);
        check(
            CL10.clGetEventInfo(event, CL10.CL_EVENT_COMMAND_EXECUTION_STATUS, status, null),
            "tell how far it is");
        return status.get(0) <= CL10.CL_COMPLETE;
      }
    }
  }

  /** Starts a launch of the kernel {@code name}, whose arguments follow in their order. */
  public Launch launch(String name) {
    return new Launch(kernels.computeIfAbsent(name, this::kernel), name);
  }

  private long kernel(String name) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      return handle(CL10.clCreateKernel(program, name, code), code, "find the kernel " + name);
    }
  }

  /** The arguments of a launch. */
  public final class Launch {
    private final long kernel;
    private final String name;
    private int next;

    private Launch(long kernel, String name) {
      this.kernel = kernel;
      this.name = name;
    }

    /** Takes arrays as the next arguments. */
    public Launch with(Array... more) {
      for (Array array : more) {
        check(CL10.clSetKernelArg1p(kernel, next++, array.memory), "take arguments of " + name);
      }
      return this;
    }

    /** Takes ints as the next arguments. */
    public Launch with(int... more) {
      for (int value : more) {
        check(CL10.clSetKernelArg1i(kernel, next++, value), "take arguments of " + name);
      }
      return this;
    }

    /**
     * Puts the launch into the queue.
     *
     * @param items work-items; a multiple of {@code group}
     * @param group work-items in a work-group
     * @param rows of work-items, each of {@code items}
     */
    public void run(long items, int group, long rows) {
      launches.incrementAndGet();
      try (MemoryStack stack = MemoryStack.stackPush()) {
        PointerBuffer all = stack.pointers(items, rows);
        PointerBuffer groups = stack.pointers(group, 1);
        enqueue(
            () -> CL10.clEnqueueNDRangeKernel(queue, kernel, 2, null, all, groups, null, null),
            "run " + name);
      }
    }
  }

  /** Waits until the queue is empty. */
  public void finish() {
    waits.incrementAndGet();
    check(CL10.clFinish(queue), "finish its work");
  }

  @Override
  public void close() {
    running.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        LastWork.done(this);
        release();
      }
    } finally {
      running.writeLock().unlock();
    }
  }

  private void release() {
    CL10.clFinish(queue);
    kernels.values().forEach(CL10::clReleaseKernel);
    if (program != NULL) {
      CL10.clReleaseProgram(program);
    }
    arrays.forEach(CL10::clReleaseMemObject);
    CL10.clReleaseCommandQueue(queue);
    CL10.clReleaseContext(context);
  }
}
