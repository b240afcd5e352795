package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.device.Compilation;
import io.github.lstmsweep.gpu.device.Computer;
import io.github.lstmsweep.gpu.device.Computer.Array;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.DifferentBitsException;
import io.github.lstmsweep.gpu.pack.KernelSource;
import io.github.lstmsweep.gpu.pack.KernelSource.Groups;
import io.github.lstmsweep.nn.kernel.Elementary;
import java.util.Random;

/**
 * Compares single operations of a device with the processor's, bit by bit. Half of the arguments
 * are random bit patterns, so denormals, infinities and NaN are among them. A NaN may have any
 * bits.
 */
final class SelfTest {
  private static final int ARGUMENTS = 1 << 14;
  private static final int CHAIN = 64;

  private final Computer computer;
  private final int each;
  private final float[] a = new float[ARGUMENTS];
  private final float[] b = new float[ARGUMENTS];
  private final float[] c = new float[ARGUMENTS];

  private SelfTest(Computer computer) {
    this.computer = computer;
    // A power of two divides the number of arguments.
    this.each = Integer.highestOneBit(Groups.of(computer.device().limits()).each());
    // The arguments are the same on every device. They take no part in a training.
    Random random = new Random(1);
    for (float[] x : new float[][] {a, b, c}) {
      for (int i = 0; i < ARGUMENTS; i++) {
        x[i] =
            i % 2 == 0
                ? Float.intBitsToFloat(random.nextInt())
                : (float) (random.nextGaussian() * 4);
      }
    }
  }

  /**
   * Tests a device.
   *
   * @param options of the compiler, beyond those that the bits need
   * @throws DifferentBitsException if an operation differs; the message names the first one
   */
  static void of(Device device, String options) {
    try (Computer computer = new Computer(device)) {
      computer.build(
          KernelSource.ofOperations(device.limits()),
          (KernelSource.OPTIONS + " " + options).strip());
      Compilation.during(new SelfTest(computer)::run);
    }
  }

  private void run() {
    compare(0, "fused multiply-add", i -> Math.fma(a[i], b[i], c[i]));
    compare(1, "addition", i -> a[i] + b[i]);
    compare(2, "multiplication", i -> a[i] * b[i]);
    compare(3, "division", i -> a[i] / b[i]);
    compare(4, "square root", i -> (float) Math.sqrt(a[i]));
    compare(5, "exp", i -> Elementary.exp(a[i]));
    compare(6, "sigmoid", i -> Elementary.sigmoid(a[i]));
    compare(7, "tanh", i -> Elementary.tanh(a[i]));
    compare(8, "multiplication and addition in two steps", i -> a[i] * b[i] + c[i]);
    compare(9, "chain of fused multiply-adds", this::chain);
    compareDoubles();
  }

  private float chain(int i) {
    float x = a[i];
    for (int k = 0; k < CHAIN; k++) {
      x = Math.fma(x, b[i], c[i]);
    }
    return x;
  }

  private interface Operation {
    float at(int i);
  }

  private void compare(int number, String name, Operation expected) {
    Array out = computer.array((long) ARGUMENTS * Float.BYTES);
    computer
        .launch("probe")
        .with(number)
        .with(computer.array(a), computer.array(b), computer.array(c), out)
        .run(ARGUMENTS, each, 1);
    float[] got = out.floats(0, ARGUMENTS);
    for (int i = 0; i < ARGUMENTS; i++) {
      if (Float.floatToIntBits(got[i]) != Float.floatToIntBits(expected.at(i))) {
        throw new DifferentBitsException(name);
      }
    }
  }

  private void compareDoubles() {
    int groups = ARGUMENTS / 16;
    Array out = computer.array(2L * groups * Double.BYTES);
    computer.launch("probe_double").with(computer.array(c), out).run(groups, each, 1);
    double[] got = out.doubles(0, 2 * groups);
    for (int i = 0; i < groups; i++) {
      double sum = 0;
      double product = 1;
      for (int k = 0; k < 16; k++) {
        double x = c[16 * i + k];
        sum += x * x;
        product *= x;
      }
      if (Double.doubleToLongBits(got[2 * i]) != Double.doubleToLongBits(sum)
          || Double.doubleToLongBits(got[2 * i + 1]) != Double.doubleToLongBits(product)) {
        throw new DifferentBitsException("arithmetic in double precision");
      }
    }
  }
}
