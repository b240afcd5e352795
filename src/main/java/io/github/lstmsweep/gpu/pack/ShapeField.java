package io.github.lstmsweep.gpu.pack;

/** The numbers of a {@link Shape}, in the order in which the kernels read them. */
enum ShapeField {
  /** Hidden units of a layer, H. */
  HIDDENS,
  /** Layers. */
  LAYERS,
  /** The cell. */
  CELL,
  /** 1 if tanh bounds the hidden state. */
  IS_TANH,
  /** Tokens, or numbers that a step reads. */
  INPUTS,
  /** Numbers of a moment of a series. */
  WIDTH,
  /** Outputs of the output layer, V. */
  OUTPUTS,
  /** 1 if the first layer reads tokens. */
  READS_TOKENS,
  /** Weight matrices of a layer. */
  GATES,
  /** Floats per unit before the cell. */
  SLOTS,
  /** Steps of the longest window, T. */
  STEPS,
  /** Parameters, N. */
  PARAMETERS,
  /** Windows of a tile, R. */
  TILE_ROWS,
  /** 1 if training leaves out units. */
  DROPS,
  /** Blocks of the vocabulary. */
  BLOCKS,
  /** Steps whose logits are kept at a time. */
  OUTPUT_STEPS,
  /** 1 if the output takes steps one by one, the last one first. */
  OUTPUT_DESCENDS,
  /** 1 if a minibatch is one sequence. */
  IS_ONE_SEQUENCE,
  /** Windows of the largest minibatch. */
  BATCH,
  /** Floats of a gradient. */
  GRADIENT_FLOATS,
  /** The bits of the largest logit that needs no maximum. */
  LARGEST_LOGIT_BITS;

  /**
   * Returns the place of the number. Kernels and jobs are made by one build, and nothing stores it.
   */
  @SuppressWarnings("EnumOrdinal")
  int place() {
    return ordinal();
  }
}
