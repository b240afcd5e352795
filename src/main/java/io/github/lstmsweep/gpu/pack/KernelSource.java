package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.SequenceModel;
import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.layer.LogProduct;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.random.Philox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The source of the kernels. Its constants are those of the Java classes, which are their only
 * home. A {@link Program} reads the sizes of a network, or has them as constants too.
 */
public final class KernelSource {
  /**
   * The options of the compiler. A quotient of floats is rounded correctly, as IEEE 754 has it. No
   * option lets the compiler change the value of a sum. Constant conditions give no warnings.
   */
  public static final String OPTIONS = "-cl-std=CL1.2 -w -cl-fp32-correctly-rounded-divide-sqrt";

  /** Floats of a gradient that a work-group stages for the norm. */
  private static final int NORM_BLOCK = 1024;

  /**
   * Bounds of loops around barriers. A launch reads them, because PoCL 3.1 computes other values if
   * such a loop has a constant bound.
   */
  private static final Set<ShapeField> AROUND_BARRIERS =
      EnumSet.of(ShapeField.LAYERS, ShapeField.STEPS, ShapeField.OUTPUTS);

  private static final String UNROLL = "#pragma unroll\n";

  private static final List<String> FILES =
      List.of(
          "elementary", "shape", "random", "forward", "output", "backward", "gradient", "update");

  private KernelSource() {}

  /** Bytes of local memory that a work-group may take for the rows of the input weights. */
  private static final int STAGED_BYTES = 16 << 10;

  /**
   * The work-items of a group.
   *
   * @param group in a pass, which takes a tile
   * @param each in another kernel
   */
  public record Groups(int group, int each) {
    /** The usual numbers, or fewer if the device wants fewer. */
    public static Groups of(Device.Limits limits) {
      return new Groups(
          Math.min(Bench.GROUP, limits.groupItems()), Math.min(Bench.OF_EACH, limits.groupItems()));
    }
  }

  /** Returns the kernels for tests of single operations. */
  public static String ofOperations(Device.Limits limits) {
    return of(Groups.of(limits), ItemTile.OF_ANY_SHAPE, Optional.empty());
  }

  /**
   * Returns the kernels.
   *
   * @param fixed the only shape that they are for; empty if a launch reads its shape
   */
  static String of(Groups groups, ItemTile tile, Optional<Shape> fixed) {
    StringBuilder source = new StringBuilder();
    source.append("#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n");
    source.append("#pragma OPENCL FP_CONTRACT OFF\n");
    constants(groups, tile).forEach((name, value) -> define(source, name, value));
    int[] numbers = fixed.map(Shape::numbers).orElse(new int[0]);
    for (ShapeField field : ShapeField.values()) {
      String read = "(shape[" + field.place() + "])";
      define(source, field.name(), fixed.isPresent() ? number(numbers[field.place()]) : read);
      if (AROUND_BARRIERS.contains(field)) {
        define(source, "READ_" + field.name(), read);
      }
    }
    fixed
        .filter(shape -> stages(shape, groups))
        .ifPresent(
            shape -> define(source, "TOKENS_STAGED", number(shape.architecture().inputs(0))));
    define(source, "LARGEST_LOGIT", "as_float(LARGEST_LOGIT_BITS)");
    define(source, "SHAPE", "constant int *shape,");
    define(source, "SHAPE_ONLY", "constant int *shape");
    for (String file : FILES) {
      // Loops over gates whose number is not known would only make the program longer.
      source.append(fixed.isPresent() ? text(file) : text(file).replace(UNROLL, ""));
    }
    return source.toString();
  }

  private static void define(StringBuilder source, String name, String value) {
    source.append("#define ").append(name).append(' ').append(value).append('\n');
  }

  /** Whether the rows of the input weights fit local memory, a column for each work-item. */
  public static boolean stages(Shape shape, Groups groups) {
    return shape.readsTokens()
        && (long) shape.architecture().inputs(0) * groups.each() * Float.BYTES <= STAGED_BYTES;
  }

  private static Map<String, String> constants(Groups groups, ItemTile tile) {
    Map<String, String> of = new LinkedHashMap<>();
    of.put("LOG2_E", number(Elementary.LOG2_E));
    of.put("LN2", number(Elementary.LN2));
    of.put("ROUND", number(Elementary.ROUND));
    of.put("Q0", number(Elementary.Q0));
    of.put("Q1", number(Elementary.Q1));
    of.put("Q2", number(Elementary.Q2));
    of.put("Q3", number(Elementary.Q3));
    of.put("Q4", number(Elementary.Q4));
    of.put("TANH_P1", number(Elementary.TANH_P1));
    of.put("TANH_P2", number(Elementary.TANH_P2));
    of.put("TANH_P3", number(Elementary.TANH_P3));
    of.put("TANH_P4", number(Elementary.TANH_P4));
    of.put("TANH_Q1", number(Elementary.TANH_Q1));
    of.put("TANH_Q2", number(Elementary.TANH_Q2));
    of.put("TANH_Q3", number(Elementary.TANH_Q3));
    of.put("TANH_Q4", number(Elementary.TANH_Q4));
    of.put("ONE_BITS", number(Elementary.ONE_BITS));
    of.put("SIGN", number(Elementary.SIGN));
    of.put("MAGNITUDE", number(Elementary.MAGNITUDE));
    of.put("EXP_LIMIT_BITS", number(Elementary.EXP_LIMIT_BITS));
    of.put("TANH_LIMIT_BITS", number(Elementary.TANH_LIMIT_BITS));
    of.put("ROWS", number(Kernels.ROWS));
    of.put("UNITS_OF_PANEL", number(Kernels.QUARTER_PANEL));
    of.put("BLOCK", number(ParameterLayout.BLOCK));
    of.put("SHARDS", number(SequenceModel.SHARDS));
    of.put("FACTORS", number(LogProduct.FACTORS));
    of.put("LANES", number(groups.group()));
    of.put("EACH", number(groups.each()));
    of.put("AHEAD", String.valueOf(ItemTile.AHEAD));
    of.put("ROWS_OF_ITEM", String.valueOf(tile.rows()));
    of.put("ROWS_BACK", String.valueOf(tile.rowsBack()));
    of.put("UNITS_BACK", String.valueOf(tile.unitsBack()));
    of.put("UNITS_OF_ITEM", String.valueOf(tile.units()));
    of.put("ALL_SLOTS", tile.allSlots() ? "1" : "0");
    of.put("TOKENS_OF_ITEM", String.valueOf(tile.tokens()));
    of.put("NORM_BLOCK", number(NORM_BLOCK));
    of.put("PHILOX_ROUNDS", number(Philox.ROUNDS));
    of.put("PHILOX_MULTIPLIER_0", number(Philox.MULTIPLIER_0));
    of.put("PHILOX_MULTIPLIER_1", number(Philox.MULTIPLIER_1));
    of.put("PHILOX_WEYL_0", number(Philox.WEYL_0));
    of.put("PHILOX_WEYL_1", number(Philox.WEYL_1));
    of.put("DROPOUT_BITS_OF_UNITS", number(Dropout.BITS_OF_UNITS));
    of.put("MOMENTUM_KEPT", number(Optimizer.MOMENTUM));
    of.put("ADAM_B1", number((float) Optimizer.BETA1));
    of.put("ADAM_B2", number((float) Optimizer.BETA2));
    of.put("ADAM_C1", number((float) (1 - Optimizer.BETA1)));
    of.put("ADAM_C2", number((float) (1 - Optimizer.BETA2)));
    of.put("ADAM_EPSILON", number(Optimizer.EPSILON));
    for (Cell cell : Cell.values()) {
      of.put(cell.name(), number(Shape.number(cell)));
    }
    for (JobField field : JobField.values()) {
      of.put(field.name(), number(field.place()));
    }
    of.put("JOB", number(JobField.values().length));
    of.put("NO_UPDATE", number(Update.NONE));
    of.put("PLAIN", number(Update.PLAIN));
    of.put("SGD", number(Update.SGD));
    of.put("MOMENTUM", number(Update.MOMENTUM));
    of.put("ADAM", number(Update.ADAM));
    of.put("INPUT_GATES", table(true));
    of.put("RECURRENT_GATES", table(false));
    return of;
  }

  /** For every cell and each of four slots, the gate whose weights add to it; -1 for none. */
  private static String table(boolean input) {
    return Arrays.stream(Cell.values())
        .flatMap(
            cell ->
                IntStream.range(0, 4)
                    .mapToObj(
                        slot ->
                            String.valueOf(
                                (input ? cell.inputSlots() : cell.recurrentSlots()).indexOf(slot))))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String number(float value) {
    return Float.toHexString(value) + "f";
  }

  private static String number(int value) {
    return String.format("((int) 0x%xu)", value);
  }

  private static String text(String file) {
    try (InputStream in = KernelSource.class.getResourceAsStream(file + ".cl")) {
      if (in == null) {
        throw new IllegalStateException("the kernels lack " + file + ".cl");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
