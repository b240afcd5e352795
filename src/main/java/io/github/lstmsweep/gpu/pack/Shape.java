package io.github.lstmsweep.gpu.pack;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.layer.Output;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * The sizes of a network and of its minibatches, as the kernels know them ({@code shape.cl}).
 * Trials of one shape can share a launch.
 *
 * @param architecture of the network
 * @param numSteps of the longest window, T
 * @param isOneSequence whether a minibatch is one sequence, and a window one of its steps
 * @param width numbers of a moment of a series; 1 for a text
 * @param drops whether training leaves out units between layers
 * @param minibatch windows in the largest minibatch
 */
public record Shape(
    Architecture architecture,
    int numSteps,
    boolean isOneSequence,
    int width,
    boolean drops,
    int minibatch) {

  /**
   * Returns the number of a cell in the kernels. They are made by one build, and nothing stores it.
   */
  @SuppressWarnings("EnumOrdinal")
  static int number(Cell cell) {
    return cell.ordinal();
  }

  /** The numbers that the kernels read, in the order of {@link ShapeField}. */
  int[] numbers() {
    Cell cell = architecture.cell();
    int[] numbers = new int[ShapeField.values().length];
    for (ShapeField field : ShapeField.values()) {
      numbers[field.place()] =
          switch (field) {
            case HIDDENS -> hiddens();
            case LAYERS -> layers();
            case CELL -> number(cell);
            case IS_TANH -> architecture.hiddenActivation() == HiddenActivation.TANH ? 1 : 0;
            case INPUTS -> architecture.inputs(0);
            case WIDTH -> width;
            case OUTPUTS -> outputs();
            case READS_TOKENS -> readsTokens() ? 1 : 0;
            case GATES -> cell.gates();
            case SLOTS -> cell.slots();
            case STEPS -> numSteps;
            case PARAMETERS -> parameters();
            case TILE_ROWS -> rows();
            case DROPS -> drops ? 1 : 0;
            case BLOCKS -> blocks();
            case OUTPUT_STEPS -> stepsOfOutput();
            case OUTPUT_DESCENDS -> descends() ? 1 : 0;
            case IS_ONE_SEQUENCE -> isOneSequence ? 1 : 0;
            case BATCH -> minibatch;
            case GRADIENT_FLOATS -> gradientFloats();
            case LARGEST_LOGIT_BITS -> Float.floatToRawIntBits(Output.largestLogit(outputs()));
          };
    }
    return numbers;
  }

  /** The numbers from the start of a window to the value that it forecasts. */
  int numbersOfWindow() {
    return isOneSequence ? architecture.inputs(0) : numSteps * width;
  }

  /** The hidden units of a layer, H. */
  public int hiddens() {
    return architecture.numHiddens();
  }

  /** The layers, L. */
  public int layers() {
    return architecture.numLayers();
  }

  /** The outputs of the output layer, V. */
  public int outputs() {
    return architecture.ends().outputs();
  }

  /** Whether the first layer reads tokens. */
  public boolean readsTokens() {
    return architecture.readsTokens(0);
  }

  /** Rows of a tile. */
  public int rows() {
    return isOneSequence ? 1 : ROWS;
  }

  /** The gate units of a layer. */
  int columns() {
    return architecture.cell().gates() * hiddens();
  }

  /** The number of parameters, N. */
  public int parameters() {
    long n = (long) outputs() * hiddens() + outputs();
    for (int layer = 0; layer < layers(); layer++) {
      n += (architecture.inputs(layer) + hiddens() + 2L) * columns();
    }
    return Math.toIntExact(n);
  }

  /** Floats in the transposed copies of the weights. */
  public int copies() {
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
  public int gradientFloats() {
    int more = readsTokens() && hasSlotWithoutInput() ? architecture.inputs(0) * hiddens() : 0;
    return Math.addExact(parameters(), more);
  }

  /** Floats of the activations of one tile. */
  long tileFloats() {
    Cell cell = architecture.cell();
    long arrays = cell.slots() + 1L + (cell.hasContent() ? 1 : 0) + (drops ? 1 : 0);
    return (layers() * arrays * numSteps + numSteps + layers() * (cell.slots() + 1L))
        * rows()
        * hiddens();
  }

  /** Ints of the tree of one tile. */
  long treeInts() {
    return numSteps * (1L + 6L * rows());
  }

  /** Blocks of the vocabulary. */
  public int blocks() {
    return (outputs() + ParameterLayout.BLOCK - 1) / ParameterLayout.BLOCK;
  }

  /** Whether the output takes its steps one by one, from the last to the first. */
  public boolean descends() {
    return ParameterLayout.stepsOfOutput(outputs()) == 1;
  }

  /** The steps whose logits are on the device at the same time. */
  public int stepsOfOutput() {
    return descends() ? numSteps : ParameterLayout.stepsOfOutput(outputs());
  }

  /** The number of tiles in the largest minibatch. */
  int tiles() {
    return tiles(minibatch);
  }

  /** The number of tiles in a minibatch of {@code windows} windows. */
  public int tiles(int windows) {
    return isOneSequence ? 1 : (windows + ROWS - 1) / ROWS;
  }

  /** The number of losses in a minibatch of {@code windows} windows. */
  double losses(int windows) {
    return readsTokens() ? (double) windows * numSteps : windows;
  }
}
