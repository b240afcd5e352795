package io.github.lstmsweep.nn.kernel.vector.unrolled;

import io.github.lstmsweep.nn.kernel.vector.unrolled.Strip.Left;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the unrolled files of this package. After {@code mvn test-compile}, in the folder of
 * pom.xml:
 *
 * <pre>
 * java -cp target/test-classes io.github.lstmsweep.nn.kernel.vector.unrolled.UnrolledFiles
 * </pre>
 */
public final class UnrolledFiles {
  /** The command that rewrites the files. */
  static final String COMMAND = "java -cp target/test-classes " + UnrolledFiles.class.getName();

  /** The folder of the files. */
  public static final Path FOLDER =
      Path.of(
          "src", "main", "java", "io", "github", "lstmsweep", "nn", "kernel", "vector", "unrolled");

  private UnrolledFiles() {}

  /** Writes them all. */
  public static void main(String[] args) throws IOException {
    for (Map.Entry<Path, String> file : texts().entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  /** The text of each file. */
  static Map<Path, String> texts() {
    Map<Path, String> texts = new LinkedHashMap<>();
    put(
        texts,
        "VectorRowProducts16",
        ROW_PRODUCTS,
        strips(
            new Strip(Left.ROWS, 6, 4, "PANEL"),
            new Strip(Left.ROWS, 4, 4, "PANEL"),
            new Strip(Left.ROWS, 8, 2, "HALF_PANEL"),
            new Strip(Left.ROWS, 16, 1, "QUARTER_PANEL"),
            new Strip(Left.ROWS, 8, 1, "QUARTER_PANEL")));
    put(
        texts,
        "VectorStridedProducts16",
        STRIDED_PRODUCTS,
        strips(
            new Strip(Left.STRIDED, 4, 4, "PANEL"),
            new Strip(Left.STRIDED, 8, 2, "HALF_PANEL"),
            new Strip(Left.STRIDED, 8, 1, "QUARTER_PANEL")));
    put(
        texts,
        "VectorColumnProducts16",
        COLUMN_PRODUCTS,
        strips(
            new Strip(Left.COLUMNS, 6, 4, "PANEL"),
            new Strip(Left.COLUMNS, 4, 4, "PANEL"),
            new Strip(Left.COLUMNS, 8, 2, "HALF_PANEL"),
            new Strip(Left.COLUMNS, 8, 1, "QUARTER_PANEL")));
    put(
        texts,
        "VectorPartProducts16",
        PART_PRODUCTS,
        strips(
            new Strip(Left.ROWS, 8, 3, "PANEL"),
            new Strip(Left.ROWS, 8, 2, "PANEL"),
            new Strip(Left.COLUMNS, 8, 3, "PANEL"),
            new Strip(Left.COLUMNS, 8, 2, "PANEL")));
    put(
        texts,
        "VectorLaneProducts16",
        LANE_PRODUCTS,
        strips(
            new Strip(Left.LANES, 4, 4, "ROWS"),
            new Strip(Left.LANES, 8, 2, "ROWS"),
            new Strip(Left.LANES, 8, 1, "ROWS")));
    put(texts, "VectorTranspose16", TRANSPOSE, transposition());
    return texts;
  }

  private static void put(Map<Path, String> texts, String name, String head, String body) {
    texts.put(FOLDER.resolve(name + ".java"), head + "\n" + body + "}\n");
  }

  private static String strips(Strip... strips) {
    return Stream.of(strips).map(Strip::text).collect(Collectors.joining("\n"));
  }

  /** A square of 16 × 16 in registers: rounds of halves of 8, 4, 2 and 1. */
  private static String transposition() {
    StringBuilder text = new StringBuilder();
    text.append("  private static void square(Matrix x, int r, int u, float[] out, int to) {\n");
    text.append("    float[] floats = x.floats;\n");
    text.append("    int stride = x.stride;\n");
    text.append("    int from = x.off + r * stride + u;\n");
    for (int r = 0; r < 16; r++) {
      String at = r == 0 ? "from" : r == 1 ? "from + stride" : "from + " + r + " * stride";
      text.append("    FloatVector r%d = FloatVector.fromArray(S, floats, %s);\n".formatted(r, at));
    }
    String turned = "FloatVector turned";
    for (int half = 8; half >= 1; half /= 2) {
      for (int r = 0; r < 16; r++) {
        if ((r & half) == 0) {
          text.append(swap(turned, r, r + half, half));
          turned = "turned";
        }
      }
    }
    for (int r = 0; r < 16; r++) {
      String at = r == 0 ? "to" : r == 1 ? "to + ROWS" : "to + " + r + " * ROWS";
      text.append("    r%d.intoArray(out, %s);\n".formatted(r, at));
    }
    return text.append("  }\n").toString();
  }

  /** Swaps the off-diagonal quarters of a block whose halves have the rows {@code upper, lower}. */
  private static String swap(String turned, int upper, int lower, int half) {
    return """
        %1$s = r%2$d.rearrange(OTHER_%4$d);
        r%2$d = r%2$d.blend(r%3$d.rearrange(OTHER_%4$d), RIGHT_%4$d);
        r%3$d = turned.blend(r%3$d, RIGHT_%4$d);
    """
        .formatted(turned, upper, lower, half);
  }

  private static final String ROW_PRODUCTS =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

      import io.github.lstmsweep.nn.kernel.Product;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * Products of a strip of rows with a panel, 16 lanes, A by rows that lie {@code ROWS} apart: the
       * strip of C lives in registers for the whole sum. C2 keeps vectors in registers only when each is
       * a local variable, so the strips are unrolled. Each micro-kernel is a static method of its own, so
       * that it is compiled alone.
       *
       * <p>Instructions other than the multiply-adds cost speed. Strips of six rows load ten vectors for
       * 24 multiply-adds, strips of four load eight for 16. Constant strides put every place of a step
       * into the instruction itself. {@link VectorStridedProducts16} has different strides, more slowly.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorRowProducts16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
        private static final int LANES = 16;

        private VectorRowProducts16() {}

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiply(Product x, int rows, int terms) {
          int i = 0;
          switch (x.width) {
            case PANEL -> {
              for (; i < Strips.rowsInFours(rows); i += 4) {
                rows4x64(x, i, terms);
              }
              for (; i < rows; i += 6) {
                rows6x64(x, i, terms);
              }
            }
            case HALF_PANEL -> {
              for (; i < rows; i += 8) {
                rows8x32(x, i, terms);
              }
            }
            case QUARTER_PANEL -> {
              for (; i < rows - 8; i += 16) {
                rows16x16(x, i, terms);
              }
              for (; i < rows; i += 8) {
                rows8x16(x, i, terms);
              }
            }
            default -> throw new IllegalArgumentException("Cannot multiply by a panel of " + x.width);
          }
        }
      """;

  private static final String STRIDED_PRODUCTS =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;

      import io.github.lstmsweep.nn.kernel.Product;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The products of {@link VectorRowProducts16} where the rows of A lie any number apart.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorStridedProducts16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
        private static final int LANES = 16;

        private VectorStridedProducts16() {}

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiply(Product x, int rows, int terms) {
          switch (x.width) {
            case PANEL -> {
              for (int i = 0; i < rows; i += 4) {
                rows4x64(x, i, terms);
              }
            }
            case HALF_PANEL -> {
              for (int i = 0; i < rows; i += 8) {
                rows8x32(x, i, terms);
              }
            }
            case QUARTER_PANEL -> {
              for (int i = 0; i < rows; i += 8) {
                rows8x16(x, i, terms);
              }
            }
            default -> throw new IllegalArgumentException("Cannot multiply by a panel of " + x.width);
          }
        }
      """;

  private static final String COLUMN_PRODUCTS =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

      import io.github.lstmsweep.nn.kernel.Product;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The products of {@link VectorRowProducts16} with A transposed: its columns lie {@code ROWS}
       * apart, and the rows of a column side by side. In the widest panel a step moves both operands by
       * 64 floats, as {@code ROWS} is {@code PANEL}, so one counter serves both. That takes 44
       * instructions for 24 multiply-adds instead of 48, and a tenth less time.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorColumnProducts16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
        private static final int LANES = 16;

        private VectorColumnProducts16() {}

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiply(Product x, int rows, int terms) {
          int i = 0;
          switch (x.width) {
            case PANEL -> {
              for (; i < Strips.rowsInFours(rows); i += 4) {
                columns4x64(x, i, terms);
              }
              for (; i < rows; i += 6) {
                columns6x64(x, i, terms);
              }
            }
            case HALF_PANEL -> {
              for (; i < rows; i += 8) {
                columns8x32(x, i, terms);
              }
            }
            case QUARTER_PANEL -> {
              for (; i < rows; i += 8) {
                columns8x16(x, i, terms);
              }
            }
            default -> throw new IllegalArgumentException("Cannot multiply by a panel of " + x.width);
          }
        }
      """;

  private static final String PART_PRODUCTS =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
      import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

      import io.github.lstmsweep.nn.kernel.Product;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The products of {@link VectorRowProducts16} and {@link VectorColumnProducts16} with the first 32
       * or 48 of a panel's 64 columns, in strips of eight rows. In the other columns C becomes S.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorPartProducts16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
        private static final int LANES = 16;

        private VectorPartProducts16() {}

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiplyRows(Product x, int rows, int terms) {
          for (int i = 0; i < rows; i += 8) {
            if (x.columns > 2 * LANES) {
              rows8x48(x, i, terms);
            } else {
              rows8x32(x, i, terms);
            }
            rest(x, i);
          }
        }

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiplyColumns(Product x, int rows, int terms) {
          for (int i = 0; i < rows; i += 8) {
            if (x.columns > 2 * LANES) {
              columns8x48(x, i, terms);
            } else {
              columns8x32(x, i, terms);
            }
            rest(x, i);
          }
        }

        private static void rest(Product x, int i) {
          if (x.start == x.c && x.startOff == x.cOff) {
            return;
          }
          float[] start = x.start;
          float[] c = x.c;
          for (int r = i; r < i + 8; r++) {
            for (int j = x.columns; j < PANEL; j += LANES) {
              FloatVector.fromArray(S, start, x.startOff + r * x.startStride + j)
                  .intoArray(c, x.cOff + r * PANEL + j);
            }
          }
        }
      """;

  private static final String LANE_PRODUCTS =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

      import io.github.lstmsweep.nn.kernel.Product;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * Products where B and C are lane matrices, of which 16, 32 or all 64 columns are computed, and
       * each row of C starts from one number.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorLaneProducts16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
        private static final int LANES = 16;

        private VectorLaneProducts16() {}

        /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
        public static void multiply(Product x, int rows, int terms) {
          if (x.columns > 2 * LANES) {
            for (int i = 0; i < rows; i += 4) {
              lanes4x64(x, i, terms);
            }
          } else if (x.columns > LANES) {
            for (int i = 0; i < rows; i += 8) {
              lanes8x32(x, i, terms);
            }
          } else {
            for (int i = 0; i < rows; i += 8) {
              lanes8x16(x, i, terms);
            }
          }
        }
      """;

  private static final String TRANSPOSE =
      """
      package io.github.lstmsweep.nn.kernel.vector.unrolled;

      import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

      import io.github.lstmsweep.nn.kernel.Matrix;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorMask;
      import jdk.incubator.vector.VectorShuffle;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * Transposition of a panel to a lane matrix, a square of 16 rows and 16 columns at a time, in
       * registers. It takes four rounds. Each swaps the off-diagonal quarters of blocks half as large as
       * the round before.
       *
       * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
       */
      public final class VectorTranspose16 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

        private static final VectorShuffle<Float> OTHER_8 = other(8);
        private static final VectorShuffle<Float> OTHER_4 = other(4);
        private static final VectorShuffle<Float> OTHER_2 = other(2);
        private static final VectorShuffle<Float> OTHER_1 = other(1);
        private static final VectorMask<Float> RIGHT_8 = right(8);
        private static final VectorMask<Float> RIGHT_4 = right(4);
        private static final VectorMask<Float> RIGHT_2 = right(2);
        private static final VectorMask<Float> RIGHT_1 = right(1);

        private VectorTranspose16() {}

        /** The columns of the other half of blocks of 2 × {@code half}. */
        private static VectorShuffle<Float> other(int half) {
          return VectorShuffle.fromOp(S, lane -> lane ^ half);
        }

        /** The columns in the right half of blocks of 2 × {@code half}. */
        private static VectorMask<Float> right(int half) {
          return VectorMask.fromLong(S, rightBits(half));
        }

        private static long rightBits(int half) {
          long bits = 0;
          for (int lane = 0; lane < S.length(); lane++) {
            bits |= (lane & half) != 0 ? 1L << lane : 0;
          }
          return bits;
        }

        /** {@code out[outOff + u·ROWS + r] = panel[r,u]}, in whole squares of 16. */
        public static void transpose(Matrix panel, float[] out, int outOff) {
          for (int u = 0; u < panel.columns; u += 16) {
            for (int r = 0; r < panel.rows; r += 16) {
              square(panel, r, u, out, outOff + u * ROWS + r);
            }
          }
        }
      """;
}
