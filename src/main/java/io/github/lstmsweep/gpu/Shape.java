package io.github.lstmsweep.gpu;

import io.github.lstmsweep.nn.layer.Output;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.LinkedHashMap;
import java.util.Map;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

/**
 * The sizes of a network and of its minibatches, as the kernels know them ({@code shape.cl}).
 * Trials of one shape can share a launch.
 *
 * @param architecture of the network
 * @param numSteps of the longest window, T
 * @param isOneSequence whether a minibatch is one sequence, and a window one of its steps
 * @param drops whether training leaves out units between layers
 * @param minibatch windows in the largest minibatch
 */
record Shape(
    Architecture architecture,
    int numSteps,
    boolean isOneSequence,
    boolean drops,
    int minibatch) {

  /** The names that the kernels use, with their values. */
  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Cell cell = architecture.cell();
    numbers.put("HIDDENS", hiddens());
    numbers.put("LAYERS", layers());
    numbers.put("CELL", cell.ordinal());
    numbers.put("IS_TANH", architecture.hiddenActivation() == HiddenActivation.TANH ? 1 : 0);
    numbers.put("INPUTS", architecture.inputs(0));
    numbers.put("OUTPUTS", outputs());
    numbers.put("READS_TOKENS", readsTokens() ? 1 : 0);
    numbers.put("GATES", cell.gates());
    numbers.put("SLOTS", cell.slots());
    numbers.put("STEPS", numSteps);
    numbers.put("PARAMETERS", parameters());
    numbers.put("TILE_ROWS", rows());
    numbers.put("DROPS", drops ? 1 : 0);
    numbers.put("BLOCKS", blocks());
    numbers.put("OUTPUT_STEPS", stepsOfOutput());
    numbers.put("OUTPUT_DESCENDS", descends() ? 1 : 0);
    numbers.put("IS_ONE_SEQUENCE", isOneSequence ? 1 : 0);
    numbers.put("BATCH", minibatch);
    numbers.put("GRADIENT_FLOATS", gradientFloats());
    numbers.put("LARGEST_LOGIT_BITS", Float.floatToRawIntBits(Output.largestLogit(outputs())));
    return numbers;
  }

  int hiddens() {
    return architecture.numHiddens();
  }

  int layers() {
    return architecture.numLayers();
  }

  int outputs() {
    return architecture.ends().outputs();
  }

  boolean readsTokens() {
    return architecture.readsTokens(0);
  }

  /** Rows of a tile. */
  int rows() {
    return isOneSequence ? 1 : ROWS;
  }

  /** The gate units of a layer. */
  int columns() {
    return architecture.cell().gates() * hiddens();
  }

  /** The number of parameters, N. */
  int parameters() {
    long n = (long) outputs() * hiddens() + outputs();
    for (int layer = 0; layer < layers(); layer++) {
      n += (architecture.inputs(layer) + hiddens() + 2L) * columns();
    }
    return Math.toIntExact(n);
  }

  /** Floats in the transposed copies of the weights. */
  int copies() {
    return Math.toIntExact(
        (2L * layers() - 1) * columns() * hiddens() + (long) outputs() * hiddens());
  }

  /** Whether a slot of the cell has recurrent weights but no input weights. */
  private boolean hasSlotWithoutInput() {
    Cell cell = architecture.cell();
    return cell.recurrentSlots().stream().anyMatch(slot -> !cell.inputSlots().contains(slot));
  }

  /**
   * Floats in a gradient: one per parameter, and a row per token for a slot without input weights.
   */
  int gradientFloats() {
    int more = readsTokens() && hasSlotWithoutInput() ? architecture.inputs(0) * hiddens() : 0;
    return Math.addExact(parameters(), more);
  }

  /** Floats of the activations of one tile. */
  long tileFloats() {
    Cell cell = architecture.cell();
    long arrays = cell.slots() + 1L + (cell.hasContent() ? 1 : 0) + (drops ? 1 : 0);
    return (layers() * arrays * numSteps + numSteps + layers() * (cell.slots() + 2L))
        * rows()
        * hiddens();
  }

  /** Ints of the tree of one tile. */
  long treeInts() {
    return numSteps * (1L + 6L * rows());
  }

  /** Blocks of the vocabulary. */
  int blocks() {
    return (outputs() + ParameterLayout.BLOCK - 1) / ParameterLayout.BLOCK;
  }

  /** Whether the output takes its steps one by one, from the last to the first. */
  boolean descends() {
    return ParameterLayout.stepsOfOutput(outputs()) == 1;
  }

  /** The steps whose logits are on the device at the same time. */
  int stepsOfOutput() {
    return descends() ? numSteps : ParameterLayout.stepsOfOutput(outputs());
  }

  /** The number of tiles in the largest minibatch. */
  int tiles() {
    return tiles(minibatch);
  }

  /** The number of tiles in a minibatch of {@code windows} windows. */
  int tiles(int windows) {
    return isOneSequence ? 1 : (windows + ROWS - 1) / ROWS;
  }

  /** The number of losses in a minibatch of {@code windows} windows. */
  double losses(int windows) {
    return readsTokens() ? (double) windows * numSteps : windows;
  }
}
