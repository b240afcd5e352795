package io.github.lstmsweep.trial;

/**
 * A training run with everything that decides its row.
 *
 * @param id the hash of the hyperparameters and the dataset
 * @param hyperparameters one point of the search space
 * @param dataset the data that the network learns from
 */
public record Trial(TrialId id, Hyperparameters hyperparameters, Dataset dataset) {
  /** Refuses an id that does not belong to this configuration. */
  public Trial {
    if (!id.equals(TrialId.of(hyperparameters, dataset))) {
      throw new IllegalArgumentException(
          "Cannot set a trial's id to " + id + ": must be that of " + hyperparameters);
    }
  }

  /** Returns the trial of this configuration. */
  public static Trial of(Hyperparameters hyperparameters, Dataset dataset) {
    return new Trial(TrialId.of(hyperparameters, dataset), hyperparameters, dataset);
  }

  /**
   * Returns the id that the random numbers of the training come from. Trials that differ only in
   * the epoch that they keep have one, so they have one learning curve.
   */
  public TrialId trainingId() {
    return hyperparameters.keep() == Keep.LAST
        ? id
        : TrialId.of(hyperparameters.keeping(Keep.LAST), dataset);
  }
}
