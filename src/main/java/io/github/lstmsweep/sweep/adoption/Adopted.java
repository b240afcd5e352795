package io.github.lstmsweep.sweep.adoption;

import io.github.lstmsweep.format.Show;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a sweep took from one table.
 *
 * @param place of the table
 * @param rows number of rows that were copied
 * @param foreign number of its trials that are not of the sweep
 * @param known number of its trials that had a row here already
 * @param undecided number of its trials that a machine ended, so that they are trained here
 * @param problems one line for each file that was left out
 */
public record Adopted(
    String place, int rows, int foreign, int known, int undecided, List<String> problems) {
  /** Copies the lines. */
  public Adopted {
    problems = List.copyOf(problems);
  }

  /** Returns the warnings, a line each. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>(problems);
    if (foreign > 0 && rows + known + undecided == 0 && problems.isEmpty()) {
      lines.add(
          "WARNING: "
              + place
              + " has no trial of this sweep; a trial is known by its hyperparameters, its data and"
              + " their form");
    }
    return lines;
  }

  /** Returns the line for a person, such as {@code Took 24 rows of out/a}. */
  public String line() {
    List<String> rest = new ArrayList<>();
    add(rest, foreign, "of its trials", "is not of this sweep", "are not of this sweep");
    add(rest, known, "", "has a row here", "have a row here");
    add(rest, undecided, "", "was ended by its machine", "were ended by their machine");
    add(rest, problems.size(), "", "could not be read", "could not be read");
    return "Took "
        + (rows == 0 ? "no row" : Show.counted(rows, "row"))
        + " of "
        + place
        + (rest.isEmpty() ? "" : " (" + String.join(", ", rest) + ")");
  }

  private static void add(List<String> rest, int count, String noun, String one, String many) {
    if (count > 0) {
      rest.add(
          Show.count(count)
              + (noun.isEmpty() ? " " : " " + noun + " ")
              + (count == 1 ? one : many));
    }
  }
}
