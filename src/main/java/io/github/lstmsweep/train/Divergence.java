package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Task;
import java.util.Locale;
import java.util.Optional;

/** The number of a training that is not finite, for people. */
final class Divergence {
  private Divergence() {}

  /**
   * The number of a training step; empty where its score and its gradient are finite.
   *
   * @param score of the loss
   * @param norm of the gradient
   */
  static Optional<String> ofStep(Task task, double loss, double score, double norm) {
    if (Double.isFinite(norm) || !Double.isFinite(loss)) {
      return of(task, "training loss", loss, score)
          .map(said -> Double.isFinite(loss) ? said + ", gradient norm " + number(norm) : said);
    }
    return Optional.of("gradient norm " + number(norm) + "; training loss " + number(loss));
  }

  /** The number of a validation; empty where its score is finite. */
  static Optional<String> ofValidation(Task task, double loss, double score) {
    return of(task, "validation loss", loss, score);
  }

  private static Optional<String> of(Task task, String name, double loss, double score) {
    if (!Double.isFinite(loss)) {
      return Optional.of(name + " " + number(loss));
    }
    if (Double.isFinite(score)) {
      return Optional.empty();
    }
    return Optional.of(
        (task == Task.LANGUAGE_MODEL
                ? "perplexity above 1.8e308, exp of "
                : "RMSE above 1.8e308, of ")
            + name
            + " "
            + number(loss));
  }

  /** Four digits say how far it went. */
  private static String number(double value) {
    return Double.isNaN(value)
        ? "not a number"
        : Double.isInfinite(value) ? "infinite" : String.format(Locale.ROOT, "%.4g", value);
  }
}
