package io.github.lstmsweep.trial;

/**
 * One training run: everything that decides its row.
 *
 * @param id derived from the other two
 * @param hyperparameters one point of the search space
 * @param dataset what it learns from
 */
public record Trial(TrialId id, Hyperparameters hyperparameters, Dataset dataset) {
  /** Refuses an id that is not this configuration's. */
  public Trial {
    if (!id.equals(TrialId.of(hyperparameters, dataset))) {
      throw new IllegalArgumentException(
          "Cannot set a trial's id to " + id + ": must be that of " + hyperparameters);
    }
  }

  /** The trial of this configuration. */
  public static Trial of(Hyperparameters hyperparameters, Dataset dataset) {
    return new Trial(TrialId.of(hyperparameters, dataset), hyperparameters, dataset);
  }
}
