package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Task;
import java.util.Locale;
import java.util.Optional;

/** Describes for people a number of a training that is not finite. */
final class Divergence {
  private Divergence() {}

  /**
   * Describes the number of a training step that is not finite; empty if score and gradient norm
   * are finite.
   *
   * @param score perplexity or RMSE of the loss
   * @param norm L2 norm of the gradient
   */
  static Optional<String> ofStep(Task task, double loss, double score, double norm) {
    if (Double.isFinite(norm) || !Double.isFinite(loss)) {
      return of(task, "training loss", loss, score)
          .map(said -> Double.isFinite(loss) ? said + ", gradient norm " + number(norm) : said);
    }
    return Optional.of("gradient norm " + number(norm) + "; training loss " + number(loss));
  }

  /** Describes the number of a validation that is not finite; empty if its score is finite. */
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

  /** Formats with four digits, which are enough to show the size. */
  private static String number(double value) {
    return Double.isNaN(value)
        ? "not a number"
        : Double.isInfinite(value) ? "infinite" : String.format(Locale.ROOT, "%.4g", value);
  }
}
