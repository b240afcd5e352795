package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that every kernel computes the same bits on vectors as in plain Java, on seeded random
 * arrays.
 */
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
    for (int m : new int[] {1, 2, 3, 5, 7, 8, 11, 13, 28, 61, 64}) {
      for (int k : new int[] {1, 2, 13, 64}) {
        int from = 5;
        float[] a = random(from + 64 * 64 + 64, 1);
        float[] b = random(from + k * 64, 2);
        float[] bias = random(from + 64 + 8, 21);
        Product added = new Product().panel(width).a(a, from, ROWS).b(b, from);
        Product fromBias = new Product().panel(width).b(b, from).start(bias, 1, 0);
        int size = from + 64 * width;
        same(
            (kernels, c) -> kernels.multiplyRows(added.addTo(c, from), m, k),
            size,
            from,
            m * width);
        for (int stride : new int[] {ROWS, 40}) {
          Product product = fromBias.a(a, from, stride);
          same(
              (kernels, c) -> kernels.multiplyRows(product.c(c, from), m, k),
              size,
              from,
              m * width);
        }
        same(
            (kernels, c) -> kernels.multiplyColumns(added.addTo(c, from), m, k),
            size,
            from,
            m * width);
        same(
            (kernels, c) -> kernels.multiplyColumns(fromBias.c(c, from), m, k),
            size,
            from,
            m * width);
        Product lanes =
            new Product().panel(ROWS, width - 3).a(a, from, ROWS).b(b, from).start(bias, from, 0);
        same(
            (kernels, c) -> {
              kernels.multiplyLanes(lanes.c(c, 0), m, k);
              // Kernels may compute more columns than wanted.
              for (int r = 0; r < 64; r++) {
                Arrays.fill(c, r * 64 + width - 3, r * 64 + 64, 0f);
              }
            },
            64 * 64,
            0,
            m * 64);
      }
    }
  }

  /** If the unwanted columns hold zeros, product and start are the same there. */
  @ParameterizedTest
  @ValueSource(ints = {32, 48})
  void productsThatLeaveOutColumnsOfZerosHaveTheBitsOfThoseThatDoNot(int columns) {
    int from = 5;
    for (int m : new int[] {1, 7, 8, 13, 28, 64}) {
      for (int k : new int[] {1, 13, 64}) {
        float[] a = random(from + 64 * 64 + 64, 1);
        float[] b = random(from + k * 64, 2);
        for (int row = 0; row < k; row++) {
          Arrays.fill(b, from + row * 64 + columns, from + row * 64 + 64, 0f);
        }
        float[] bias = random(from + 64, 21);
        Product byRows = new Product().a(a, from, ROWS).b(b, from).start(bias, from, 0);
        leavesOutZeros(byRows.panel(64, columns), Kernels::multiplyRows, m, k);
        leavesOutZeros(byRows.panel(64, columns), Kernels::multiplyColumns, m, k);
      }
    }
  }

  private interface Multiplication {
    void multiply(Kernels kernels, Product product, int rows, int terms);
  }

  private void leavesOutZeros(Product x, Multiplication multiplication, int m, int k) {
    int columns = x.columns;
    int from = x.aOff;
    float[] whole = random(from + 64 * 64, 12);
    multiplication.multiply(scalar, x.panel(64).c(whole, from), m, k);
    float[] added = random(from + 64 * 64, 12);
    Product adds = new Product().a(x.a, from, ROWS).b(x.b, from);
    multiplication.multiply(scalar, adds.panel(64).addTo(added, from), m, k);
    for (Kernels kernels : List.of(scalar, vector)) {
      float[] c = random(from + 64 * 64, 12);
      multiplication.multiply(kernels, x.panel(64, columns).c(c, from), m, k);
      assertThat(Arrays.copyOf(c, from + m * 64)).isEqualTo(Arrays.copyOf(whole, from + m * 64));
      c = random(from + 64 * 64, 12);
      multiplication.multiply(kernels, adds.panel(64, columns).addTo(c, from), m, k);
      assertThat(Arrays.copyOf(c, from + m * 64)).isEqualTo(Arrays.copyOf(added, from + m * 64));
    }
  }

  @Test
  void aProductWithAnotherNumberOfColumnsIsRefused() {
    Product product = new Product().panel(64, 16);
    assertThatThrownBy(() -> vector.multiplyRows(product, 1, 1))
        .hasMessage("Cannot multiply by 16 columns of a panel of 64");
  }

  @Test
  void aProductIsOneChainOfFusedMultiplyAddsInOrder() {
    float[] a = random(64 * 64, 3);
    float[] b = random(50 * 64, 4);
    float[] c = random(64 * 64, 5);
    float expected = c[2 * 64 + 7];
    for (int k = 0; k < 50; k++) {
      expected = Math.fma(a[2 * 64 + k], b[k * 64 + 7], expected);
    }
    vector.multiplyRows(new Product().panel(64).a(a, 0, ROWS).b(b, 0).addTo(c, 0), 4, 50);
    assertThat(c[2 * 64 + 7]).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void rowsAreAddedToATableTheSame(int rows) {
    int[] ids = new Random(SEED).ints(ROWS, 0, 9).toArray();
    for (int width : new int[] {16, 32, 64}) {
      Matrix panel = new Matrix().at(random(ROWS * width, 7), 0).shape(rows, width);
      same((k, c) -> k.scatterAdd(panel, ids, 0, c, 5), 10 * 64, 0, 10 * 64);
    }
  }

  @Test
  void rowsOfOneParentAreFoldedIntoTheirSum() {
    int[] parent = {9, 0, 1, 1, 1, 2, 3, 3};
    for (int width : new int[] {16, 32, 64}) {
      Matrix panel = new Matrix().shape(7, width);
      same((k, c) -> k.fold(panel.at(c, 3), parent, 1), 3 + ROWS * width, 3, 4 * width);
    }
    float[] x = new float[8 * 16];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 << (i / 16);
    }
    vector.fold(new Matrix().at(x, 0).shape(7, 16), parent, 1);
    assertThat(new float[] {x[0], x[16], x[2 * 16], x[3 * 16]}).containsExactly(1, 14, 16, 96);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aStepHasTheSameBitsForwardAndBackward(Cell cell) {
    for (HiddenActivation activation : HiddenActivation.values()) {
      for (int units : cell.slots() == 1 ? new int[] {16, 32, 64} : new int[] {8, 16}) {
        for (int rows : new int[] {1, 7, 64}) {
          CellStep a = step(cell, activation, units, rows);
          CellStep b = step(cell, activation, units, rows);
          scalar.forward(a);
          vector.forward(b);
          // Lanes beyond a narrow panel's units must be zero in the states. In the remaining arrays
          // they are unused.
          sameUnits(a, b, a.hOff, rows);
          if (cell.hasContent()) {
            sameUnits(a, b, a.stateOff, rows);
            sameUnits(a, b, a.activatedOff, activation == HiddenActivation.TANH ? rows : 0);
          }
          for (int i = 0; i < rows * b.stride; i++) {
            assertThat(i % b.stride < units || b.floats[b.hOff + i] == 0f).isTrue();
            assertThat(i % b.stride < units || !cell.hasContent() || b.floats[b.stateOff + i] == 0f)
                .isTrue();
          }
          sameKeptGates(a, b, cell.hasCarry() ? rows : 0);
          if (cell.hasContent()) {
            recallsItsStep(scalar, a);
            recallsItsStep(vector, b);
          }
          scalar.backward(a);
          vector.backward(b);
          sameGates(a, b, a.dGatesOff, rows);
          sameUnits(a, b, a.carryOff, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aBackwardToParentsHasTheBitsOfItsParts(Cell cell) {
    for (HiddenActivation activation : HiddenActivation.values()) {
      for (int units : cell.slots() == 1 ? new int[] {16, 32, 64} : new int[] {8, 16}) {
        for (int rows : new int[] {1, 7, 64}) {
          CellStep parts = step(cell, activation, units, rows);
          scalar.forward(parts);
          CellStep b = step(cell, activation, units, rows);
          vector.forward(b);
          scalar.backward(parts);
          for (int r = 0; r < rows; r++) {
            for (int n = 0; n < parts.width; n++) {
              parts.inputGradient[2 + parts.inputRow[r] * parts.width + n] +=
                  parts.floats[parts.dGatesOff + r * parts.width + n];
            }
          }
          int parents = parts.parent[rows] + 1;
          sumRows(parts, parts.dGatesOff, parts.width);
          if (cell.hasCarry()) {
            sumRows(parts, parts.carryOff, parts.stride);
          }
          CellStep a = step(cell, activation, units, rows);
          scalar.forward(a);
          scalar.backwardToParents(a);
          vector.backwardToParents(b);
          assertThat(a.inputGradient).isEqualTo(parts.inputGradient);
          assertThat(b.inputGradient).isEqualTo(parts.inputGradient);
          int ofCarry = cell.hasCarry() ? parents : rows;
          sameGates(a, b, a.dGatesOff, parents);
          sameUnits(a, b, a.carryOff, ofCarry);
          // One of the sums begins with a zero of the opposite sign.
          sameValues(parts, a, a.dGatesOff, parents * a.width);
          sameValues(parts, a, a.carryOff, (ofCarry - 1) * a.stride + a.units);
        }
      }
    }
  }

  /** Sums the rows of each parent to the parent's row. */
  private static void sumRows(CellStep s, int off, int stride) {
    float[] sums = new float[s.rows * stride];
    for (int r = 0; r < s.rows; r++) {
      for (int n = 0; n < stride; n++) {
        sums[s.parent[s.parentOff + r] * stride + n] += s.floats[off + r * stride + n];
      }
    }
    System.arraycopy(sums, 0, s.floats, off, sums.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 28, 100})
  void softmaxHasTheSameBits(int vocabSize) {
    int n = vocabSize * ROWS;
    float[] max = random(ROWS, 8);
    float[] sum = new float[ROWS];
    Matrix logits = new Matrix().shape(vocabSize, ROWS);
    same((k, c) -> k.columnMax(logits.at(c, 0), max), n, 0, n);
    float[] scalarMax = max.clone();
    same(
        (k, c) -> {
          k.columnMax(logits.at(c, 0), max);
          assertThat(max).isEqualTo(scalarMax);
          k.expSum(logits, max, sum);
          k.normalize(logits, sum, new float[n], 0);
        },
        n,
        0,
        n);
    same((k, c) -> k.expSum(logits.at(c, 0), sum), n, 0, n);
    float[] scalarSum = sum.clone();
    Matrix fewer = new Matrix().shape(vocabSize, 17, ROWS);
    same(
        (k, c) -> {
          k.expSum(fewer.at(c, 0), sum);
          assertThat(Arrays.copyOf(sum, 17)).isEqualTo(Arrays.copyOf(scalarSum, 17));
          for (int i = 0; i < n; i++) {
            c[i] = i % ROWS < 17 ? c[i] : 0; // more rows may be computed
          }
        },
        n,
        0,
        n);
    float[] e = random(n, 9);
    same((k, c) -> k.normalize(logits.at(e.clone(), 0), max, c, 0), n, 0, n);
  }

  @Test
  void sumsAndUpdatesHaveTheSameBits() {
    float[] g = random(133, 10);
    same((k, c) -> k.add(c, 2, g, 1, 131), 133, 0, 133);
  }

  /** Arrays are adjacent: a write beyond a square of 16 would change the next array. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void aTranspositionWritesWholeSquaresAndNothingBeside(int stride) {
    float[] panel = random(7 + ROWS * stride, 11);
    for (int units = 8; units <= stride; units += 4) {
      for (int rows : new int[] {1, 16, 17, 33, 63, 64}) {
        for (Kernels kernels : List.of(scalar, vector)) {
          float[] out = random(5 + (stride + 1) * ROWS, 12);
          float[] before = out.clone();
          kernels.transpose(new Matrix().at(panel, 7).shape(rows, units, stride), out, 5);
          for (int i = 0; i < out.length; i++) {
            int u = Math.floorDiv(i - 5, ROWS);
            int r = Math.floorMod(i - 5, ROWS);
            if (u >= 0 && u < units && r < rows) {
              assertThat(out[i]).isEqualTo(panel[7 + r * stride + u]);
            } else if (u < 0 || u >= (units + 15) / 16 * 16 || r >= (rows + 15) / 16 * 16) {
              assertThat(out[i]).as("unit %d, row %d", u, r).isEqualTo(before[i]);
            }
          }
        }
      }
    }
  }

  @Test
  void theLargestIsOfTheSizesAndPassesNotANumberOver() {
    float[] x = random(5 + 64 * 48 + 16, 19);
    x[7] = Float.NaN;
    for (int n : new int[] {16, 32, 48, 64 * 48}) {
      float expected = 0;
      for (int i = 5; i < 5 + n; i++) {
        expected = Float.isNaN(x[i]) ? expected : Math.max(expected, Math.abs(x[i]));
      }
      assertThat(scalar.largest(x, 5, n)).isPositive().isEqualTo(expected);
      assertThat(vector.largest(x, 5, n)).isEqualTo(expected);
    }
    x[5 + 40] = Float.NEGATIVE_INFINITY;
    assertThat(vector.largest(x, 5, 48)).isEqualTo(Float.POSITIVE_INFINITY);
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

  private static void recallsItsStep(Kernels kernels, CellStep s) {
    float[] before = s.floats.clone();
    Arrays.fill(s.floats, s.activatedOff, s.dhOff, Float.NaN);
    kernels.recall(s);
    for (int r = 0; r < s.rows; r++) {
      for (int u = 0; u < s.units; u++) {
        int at = r * s.stride + u;
        assertThat(s.floats[s.hOff + at]).isEqualTo(before[s.hOff + at]);
        assertThat(
                s.activation == HiddenActivation.IDENTITY
                    || s.floats[s.activatedOff + at] == before[s.activatedOff + at])
            .isTrue();
      }
    }
  }

  private static void sameValues(CellStep a, CellStep b, int off, int n) {
    for (int i = off; i < off + n; i++) {
      assertThat(b.floats[i] == a.floats[i]).as("float %d", i).isTrue();
    }
  }

  /** Compares rows of units. */
  private static void sameUnits(CellStep a, CellStep b, int off, int rows) {
    sameRows(a.floats, b.floats, off, a.stride, a.units, rows);
  }

  /** Compares the gates that the way back reads: those of slots with weights. */
  private static void sameKeptGates(CellStep a, CellStep b, int rows) {
    for (int slot = 0; slot < a.cell.slots(); slot++) {
      if (a.cell.inputSlots().contains(slot) || a.cell.recurrentSlots().contains(slot)) {
        int off = a.gatesOff + slot * a.units;
        sameRows(a.floats, b.floats, off, a.width, a.units, rows);
      }
    }
  }

  /** Compares rows of gates. */
  private static void sameGates(CellStep a, CellStep b, int off, int rows) {
    sameRows(a.floats, b.floats, off, a.width, a.width, rows);
  }

  private static void sameRows(float[] a, float[] b, int off, int stride, int columns, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = off + r * stride;
      assertThat(Arrays.copyOfRange(b, from, from + columns))
          .as("row %d", r)
          .isEqualTo(Arrays.copyOfRange(a, from, from + columns));
    }
  }

  private static CellStep step(Cell cell, HiddenActivation activation, int units, int rows) {
    CellStep s = new CellStep();
    s.cell = cell;
    s.activation = activation;
    s.rows = rows;
    s.units = units;
    s.width = cell.slots() * units;
    s.stride = Math.max(16, units);
    s.parent = new int[ROWS + 1];
    Arrays.setAll(s.parent, r -> r / 2);
    s.parentOff = 1;
    s.input = random(9 * s.width + 3 + 8, 18);
    s.inputOff = 3;
    s.inputRow = new Random(SEED).ints(ROWS, 0, 9).toArray();
    s.inputGradient = random(9 * s.width + 2 + 8, 20);
    s.inputGradientOff = 2;
    int ofGates = ROWS * s.width + 8;
    int ofUnits = ROWS * s.stride;
    s.recurrentOff = 5;
    s.gatesOff = s.recurrentOff + ofGates;
    s.dGatesOff = s.gatesOff + ofGates;
    s.candidatesOff = s.dGatesOff + ofGates;
    s.statePreviousOff = s.candidatesOff + ROWS * 16;
    s.stateOff = s.statePreviousOff + ofUnits;
    s.activatedOff = s.stateOff + ofUnits;
    s.hOff = s.activatedOff + ofUnits;
    s.dhOff = s.hOff + ofUnits;
    s.carryOff = s.dhOff + ofUnits;
    s.floats = random(s.carryOff + ofUnits, 17);
    for (int r = 0; r < ROWS; r++) {
      int from = s.statePreviousOff + r * s.stride;
      Arrays.fill(s.floats, from + units, from + s.stride, 0f);
    }
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
