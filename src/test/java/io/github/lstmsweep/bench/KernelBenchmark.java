package io.github.lstmsweep.bench;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.kernel.Product;
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
  private static final int PANEL = Kernels.PANEL;
  private static final int VOCAB = 28;

  /** The length of the sums: hidden units, or the gates of a panel. */
  @Param({"16", "32", "64", "128"})
  public int k;

  private Kernels kernels;
  private float[] c;
  private float[] random;
  private Product columns;
  private Product byRows;
  private Matrix logits;
  private float[] max;
  private float[] sum;

  /** Makes the kernels and random operands. */
  @Setup
  public void fill() {
    kernels = KernelChoice.get().kernels();
    float[] a = random(ROWS * Math.max(k, ROWS));
    float[] b = random(k * PANEL);
    float[] zeros = new float[PANEL];
    c = new float[ROWS * PANEL];
    columns = new Product().panel(PANEL).a(a, 0, ROWS).b(b, 0).start(zeros, 0, 0).c(c, 0);
    byRows = new Product().panel(PANEL).a(a, 0, k).b(b, 0).addTo(c, 0);
    random = random((VOCAB + 4) * ROWS);
    logits = new Matrix().at(new float[random.length], 0).shape(VOCAB, ROWS, ROWS);
    max = new float[ROWS];
    sum = new float[ROWS];
  }

  /** Computes the gates' product of a step, with A transposed. */
  @Benchmark
  public float[] productWithTransposedLeft() {
    kernels.multiplyColumns(columns, ROWS, k);
    return c;
  }

  /** Computes the gradients' product, with A by rows, and adds it to the result. */
  @Benchmark
  public float[] productByRows() {
    kernels.multiplyRows(byRows, ROWS, k);
    return c;
  }

  /** Computes exponentials and sums of a copy of the logits of 64 states. */
  @Benchmark
  public float[] softmax() {
    System.arraycopy(random, 0, logits.floats, 0, random.length);
    kernels.expSum(logits, sum);
    return sum;
  }

  /** Computes exponentials and sums of the same logits minus their maxima. */
  @Benchmark
  public float[] softmaxFromMaxima() {
    System.arraycopy(random, 0, logits.floats, 0, random.length);
    kernels.columnMax(logits, max);
    kernels.expSum(logits, max, sum);
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
