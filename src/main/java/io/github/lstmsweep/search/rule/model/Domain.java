package io.github.lstmsweep.search.rule.model;

/**
 * The trials and epochs that scores belong to.
 *
 * @param places of the trials, one number from 0 to 1 per dimension
 * @param epochs the last epoch; at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Domain(double[][] places, int epochs) {
  /** Returns the number of trials. */
  int size() {
    return places.length;
  }

  /** Returns the number of dimensions of a place. */
  int dimensions() {
    return places.length == 0 ? 0 : places[0].length;
  }

  /** Returns the logarithm of an epoch, from 0 for the first one to 1 for the last one. */
  double time(int epoch) {
    return StrictMath.log(epoch) / StrictMath.log(Math.max(2, epochs));
  }
}
