package io.github.lstmsweep.gpu.pack;

/**
 * The numbers of a job, one minibatch of one trial, in the order in which the kernels read them.
 */
enum JobField {
  /** The trial's place among the parameters of a pack. */
  PLACE,
  /** Windows in the minibatch. */
  WINDOWS,
  /** 1 if a gradient is wanted. */
  IS_TRAINING,
  /** 1 if windows with the same beginning share their states. */
  IS_SHARING,
  /** The bits of the float that scales the gradient. */
  SCALE_BITS,
  /** The minibatch's number over all epochs, lower half. */
  MINIBATCH_LOW,
  /** The upper half of this number. */
  MINIBATCH_HIGH,
  /** The first word of dropout's key. */
  KEY0,
  /** The second word of dropout's key. */
  KEY1,
  /** The draws below this number leave a unit out. */
  DROP_BELOW,
  /** The bits of the factor of a unit that stays. */
  KEPT_BITS,
  /** The optimizer's step to make before the minibatch; a constant of {@link Update}. */
  UPDATE_KIND,
  /** The bits of the step's factor. */
  FACTOR_BITS,
  /** The bits of the factor that clips the gradient. */
  SHRINK_BITS,
  /** The bits of the weight decay. */
  DECAY_BITS,
  /** The bits of the correction of Adam's root. */
  CORRECTION_BITS;

  /**
   * Returns the place of the number. Kernels and jobs are made by one build, and nothing stores it.
   */
  @SuppressWarnings("EnumOrdinal")
  int place() {
    return ordinal();
  }
}
