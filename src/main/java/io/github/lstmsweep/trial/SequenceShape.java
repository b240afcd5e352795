package io.github.lstmsweep.trial;

/**
 * The sequences that a trial's network goes through, as far as they decide its cost and its memory.
 *
 * @param inputs what a step reads: one of so many tokens, or so many numbers
 * @param outputs numbers that the output layer gives
 * @param longest steps of the longest sequence
 * @param stepsOfWindow steps for each window
 * @param outputsOfWindow times that the output layer is asked for each window
 */
public record SequenceShape(
    int inputs, int outputs, int longest, int stepsOfWindow, int outputsOfWindow) {
  public static SequenceShape of(Hyperparameters p, Dataset d) {
    if (d.task() == Task.LANGUAGE_MODEL) {
      int steps = p.numSteps();
      return new SequenceShape(d.vocabSize(), d.vocabSize(), steps, steps, steps);
    }
    return switch (p.input()) {
      case WINDOW -> new SequenceShape(p.tau(), 1, minibatch(p, d), 1, 1);
      case SEQUENCE -> new SequenceShape(1, 1, p.tau(), p.tau(), 1);
    };
  }

  /** Windows of the largest minibatch. */
  private static int minibatch(Hyperparameters p, Dataset d) {
    return Math.min(p.batchSize(), Math.max(d.trainWindows(), d.validationWindows()));
  }
}
