package io.github.lstmsweep.result.layout;

/**
 * A corrupt file of the table itself: the specification, the test score or a manifest.
 *
 * @param file path relative to the table
 * @param problem half a sentence
 * @param mend half a sentence that says what {@code run} does about it
 */
public record TableDamage(String file, String problem, String mend) {
  /** Returns the damage as an audit lists it. */
  public Finding finding() {
    return Finding.ofTable(file, problem);
  }

  /**
   * Returns the message for a person.
   *
   * @param place the table's place
   */
  public String line(String place) {
    return "Cannot read " + file + " of " + place + ": " + problem + "; " + mend;
  }
}
