package io.github.lstmsweep.bench;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures each kernel in microseconds per call. The products work on a tile of 64 rows (2·64·K·64
 * FLOP), the softmax on a tile over 28 tokens. After {@code mvn verify}:
 *
 * <pre>
 * java -cp "target/classes:target/test-classes:$(cat target/test-class-path.txt)" org.openjdk.jmh.Main KernelBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
  private static final int ROWS = Kernels.ROWS;
  private static final int VOCAB = 28;

  /** The length of the sums: hidden units, or the gates of a panel. */
  @Param({"16", "32", "64", "128"})
  public int k;

  private Kernels kernels;
  private float[] a;
  private float[] b;
  private float[] c;
  private float[] zeros;
  private float[] random;
  private float[] logits;
  private float[] max;
  private float[] sum;

  /** Makes the kernels and random operands. */
  @Setup
  public void fill() {
    kernels = KernelChoice.get().kernels();
    a = random(ROWS * Math.max(k, ROWS));
    b = random(k * ROWS);
    c = new float[ROWS * ROWS];
    zeros = new float[ROWS];
    random = random((VOCAB + 4) * ROWS);
    logits = new float[random.length];
    max = new float[ROWS];
    sum = new float[ROWS];
  }

  /** Computes the gates' product of a step, with A transposed. */
  @Benchmark
  public float[] productWithTransposedLeft() {
    kernels.multiplyColumns(a, 0, b, 0, zeros, 0, 0, c, 0, ROWS, k, 64, 64);
    return c;
  }

  /** Computes the gradients' product, with A by rows, and adds it to the result. */
  @Benchmark
  public float[] productByRows() {
    kernels.addRows(a, 0, k, b, 0, c, 0, ROWS, k, 64);
    return c;
  }

  /** Computes exponentials and sums of a copy of the logits of 64 states. */
  @Benchmark
  public float[] softmax() {
    System.arraycopy(random, 0, logits, 0, logits.length);
    kernels.expSum(logits, 0, VOCAB, ROWS, sum);
    return sum;
  }

  /** Computes exponentials and sums of the same logits minus their maxima. */
  @Benchmark
  public float[] softmaxFromMaxima() {
    System.arraycopy(random, 0, logits, 0, logits.length);
    kernels.columnMax(logits, 0, VOCAB, ROWS, max);
    kernels.expSum(logits, 0, VOCAB, ROWS, max, sum);
    return sum;
  }

  private static float[] random(int n) {
    Random random = new Random(1);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian() * 1e-3f;
    }
    return x;
  }
}
