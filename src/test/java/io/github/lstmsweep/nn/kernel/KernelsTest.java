package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.nn.kernel.Kernels.Shape;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kernel gives the same bits on vectors as in plain Java, on seeded random arrays. */
class KernelsTest {
  private static final long SEED = 20_260_101;

  private final Kernels scalar = KernelChoice.choose("scalar").kernels();
  private final Kernels vector = KernelChoice.choose("vector").kernels();

  @Test
  void theTestsRunWithTheVectorApi() {
    assertThat(KernelChoice.choose("auto").kernels().name()).isEqualTo("vector");
    assertThat(vector.lanes()).isGreaterThan(1);
  }

  @Test
  void anUnknownChoiceIsRefused() {
    assertThatThrownBy(() -> KernelChoice.choose("gpu"))
        .hasMessage("Cannot set lstmsweep.kernels to gpu: must be vector or scalar");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 32, 16})
  void productsHaveTheSameBits(int width) {
    for (int m : new int[] {1, 3, 8, 13, 28, 64}) {
      for (int k : new int[] {1, 2, 13, 64}) {
        Shape shape = new Shape(m, k, width);
        int from = 5;
        float[] a = random(from + 64 * 64 + 64, 1);
        float[] b = random(from + k * width, 2);
        same(
            (kernels, c) -> kernels.multiplyRows(a, from, 64, b, from, c, from, shape),
            from + 64 * width,
            from,
            m * width);
        same(
            (kernels, c) -> kernels.multiplyColumns(a, from, b, from, c, from, shape),
            from + 64 * width,
            from,
            m * width);
      }
    }
  }

  @Test
  void aProductIsOneChainOfFusedMultiplyAddsInOrder() {
    Shape shape = new Shape(4, 50, 64);
    float[] a = random(64 * 64, 3);
    float[] b = random(50 * 64, 4);
    float[] c = random(64 * 64, 5);
    float expected = c[2 * 64 + 7];
    for (int k = 0; k < 50; k++) {
      expected = Math.fma(a[2 * 64 + k], b[k * 64 + 7], expected);
    }
    vector.multiplyRows(a, 0, 64, b, 0, c, 0, shape);
    assertThat(c[2 * 64 + 7]).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void rowsOfATableAreReadAndAddedTheSame(int rows) {
    int[] ids = new Random(SEED).ints(ROWS, 0, 9).toArray();
    float[] table = random(9 * GATE_PANEL, 6);
    float[] panel = random(ROWS * GATE_PANEL, 7);
    same((k, c) -> k.gather(table, 0, ids, 0, c, 0, rows), ROWS * GATE_PANEL, 0, rows * 64);
    same((k, c) -> k.scatterAdd(panel, 0, ids, 0, c, 0, rows), 9 * GATE_PANEL, 0, 9 * GATE_PANEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void anLstmStepHasTheSameBitsForwardAndBackward(int rows) {
    LstmBlock a = block();
    LstmBlock b = block();
    scalar.lstmForward(a, rows);
    vector.lstmForward(b, rows);
    assertThat(b.h).isEqualTo(a.h);
    assertThat(b.c).isEqualTo(a.c);
    assertThat(b.tanhC).isEqualTo(a.tanhC);
    assertThat(b.gates).isEqualTo(a.gates);
    scalar.lstmBackward(a, rows);
    vector.lstmBackward(b, rows);
    assertThat(b.gates).isEqualTo(a.gates);
    assertThat(b.dc).isEqualTo(a.dc);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 28, 100})
  void softmaxHasTheSameBits(int vocabSize) {
    int n = vocabSize * ROWS;
    float[] max = random(ROWS, 8);
    float[] sum = new float[ROWS];
    same((k, c) -> k.columnMax(c, vocabSize, max), n, 0, n);
    float[] scalarMax = max.clone();
    same(
        (k, c) -> {
          k.columnMax(c, vocabSize, max);
          assertThat(max).isEqualTo(scalarMax);
          k.expSum(c, vocabSize, max, sum);
          k.normalize(c, vocabSize, sum, 0.01f, new float[n]);
        },
        n,
        0,
        n);
    float[] e = random(n, 9);
    same((k, c) -> k.normalize(e.clone(), vocabSize, max, 0.01f, c), n, 0, n);
  }

  @Test
  void sumsAndUpdatesHaveTheSameBits() {
    float[] g = random(133, 10);
    same((k, c) -> k.add(c, g, 131), 133, 0, 133);
    same((k, c) -> k.axpy(c, g, -0.3f, 3, 131), 133, 0, 133);
    float[] block = random(ROWS * 32, 11);
    same((k, c) -> k.transpose(block, 16, 32, c, 0, 63), BLOCK * ROWS, 0, BLOCK * ROWS);
  }

  /** Runs both on the same array and compares n floats from {@code from} on. */
  private void same(BiConsumer<Kernels, float[]> run, int size, int from, int n) {
    float[] a = random(size, 12);
    float[] b = a.clone();
    run.accept(scalar, a);
    run.accept(vector, b);
    for (int i = from; i < from + n; i++) {
      assertThat(Float.floatToRawIntBits(b[i]))
          .as("element %d of seed %d", i, SEED)
          .isEqualTo(Float.floatToRawIntBits(a[i]));
    }
  }

  private static LstmBlock block() {
    LstmBlock s = new LstmBlock();
    s.gates = random(ROWS * GATE_PANEL, 13);
    s.c = random(2 * ROWS * BLOCK, 14);
    s.cOff = ROWS * BLOCK;
    s.tanhC = new float[ROWS * BLOCK];
    s.h = new float[ROWS * 32];
    s.dh = random(ROWS * 32, 15);
    s.hOff = 16;
    s.stride = 32;
    s.dc = random(ROWS * BLOCK, 16);
    return s;
  }

  private static float[] random(int n, int stream) {
    Random random = new Random(SEED + stream);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian() * 2;
    }
    return x;
  }
}
