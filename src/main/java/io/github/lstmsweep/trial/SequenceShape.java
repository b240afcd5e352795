package io.github.lstmsweep.trial;

/**
 * The sizes of a network's sequences that decide the cost and the memory of a trial.
 *
 * @param inputs size of a step's input: the vocabulary of its one token, or how many numbers it
 *     reads
 * @param outputs numbers that the output layer computes
 * @param longest steps of the longest sequence
 * @param stepsOfWindow steps per window
 * @param outputsOfWindow evaluations of the output layer per window
 */
public record SequenceShape(
    int inputs, int outputs, int longest, int stepsOfWindow, int outputsOfWindow) {
  /** Returns the shape of the sequences of this configuration. */
  public static SequenceShape of(Hyperparameters p, Dataset d) {
    if (d.task() == Task.LANGUAGE_MODEL) {
      int steps = p.numSteps();
      return new SequenceShape(d.vocabSize(), d.vocabSize(), steps, steps, steps);
    }
    int width = d.width();
    return switch (p.input()) {
      case WINDOW ->
          new SequenceShape(Math.multiplyExact(p.tau(), width), 1, minibatch(p, d), 1, 1);
      case SEQUENCE -> new SequenceShape(width, 1, p.tau(), p.tau(), 1);
    };
  }

  /** Returns the number of windows in the largest minibatch. */
  private static int minibatch(Hyperparameters p, Dataset d) {
    return Math.min(p.batchSize(), Math.max(d.trainWindows(), d.validationWindows()));
  }
}
