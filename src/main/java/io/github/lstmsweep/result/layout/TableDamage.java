package io.github.lstmsweep.result.layout;

/**
 * A file of the table itself that is not what was written: specification, test score, manifests.
 *
 * @param file relative to the table
 * @param problem half a sentence
 * @param mend half a sentence that says what {@code run} does about it
 */
public record TableDamage(String file, String problem, String mend) {
  /** As an audit lists it. */
  public Finding finding() {
    return Finding.ofTable(file, problem);
  }

  /**
   * The message for a person.
   *
   * @param place the table's
   */
  public String line(String place) {
    return "Cannot read " + file + " of " + place + ": " + problem + "; " + mend;
  }
}
