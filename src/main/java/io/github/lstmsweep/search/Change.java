package io.github.lstmsweep.search;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spec.SpecDifference;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What another specification makes of a table: the trials that it adds and those that it lacks.
 *
 * @param difference a line for every key that differs; empty where both ask for the same
 * @param elsewhere whether a key differs that no table takes another value of, such as the corpus
 * @param added trials that the table's specification does not have
 * @param lacking trials that it has and the other one does not
 * @param trials of the table's specification; 0 where that differs elsewhere
 */
public record Change(
    List<String> difference, boolean elsewhere, int added, int lacking, int trials) {
  private static final String SPACE = "(parameters\\.|tie:|exclude:).*";

  private static final String TEST_WINDOWS = "windows\\.test: .*";

  /** No trial reads them, and of what nobody has measured nothing changes. */
  private static final String FIRST_TEST_WINDOWS = "windows\\.test: 0 -> .*";

  /** Keeps its own copy. */
  public Change {
    difference = List.copyOf(difference);
  }

  /**
   * What {@code spec} changes.
   *
   * @param stored the specification that made the table
   * @param trials of {@code spec}
   */
  public static Change between(SweepSpec stored, SweepSpec spec, List<Trial> trials) {
    List<String> difference = SpecDifference.decisive(stored, spec);
    boolean elsewhere =
        difference.stream().anyMatch(line -> !line.matches(SPACE) && !isOfTest(line));
    if (difference.isEmpty() || elsewhere) {
      return new Change(difference, elsewhere, 0, 0, 0);
    }
    Dataset dataset = trials.get(0).dataset();
    Set<TrialId> before =
        Grid.trials(stored, dataset).stream().map(Trial::id).collect(Collectors.toSet());
    Set<TrialId> after = trials.stream().map(Trial::id).collect(Collectors.toSet());
    Set<TrialId> both = new HashSet<>(before);
    both.retainAll(after);
    return new Change(
        difference, false, after.size() - both.size(), before.size() - both.size(), before.size());
  }

  /** Whether both ask for the same trials in the same words. */
  public boolean isNone() {
    return difference.isEmpty();
  }

  /** Whether every trial of the table stays. */
  public boolean onlyAdds() {
    return !elsewhere && lacking == 0;
  }

  /** Says, key by key, why nothing is trained, and what would do. */
  public UserException refusal(Object table) {
    List<String> problems = new ArrayList<>();
    problems.add(
        "Cannot add to the table "
            + table
            + ": it was made by another specification (its value -> yours)"
            + mend());
    difference.forEach(line -> problems.add("  " + line));
    return new UserException(ExitCode.SPECIFICATION_CHANGED, problems);
  }

  private String mend() {
    if (difference.stream().allMatch(line -> line.matches(TEST_WINDOWS)) && elsewhere) {
      return "; set windows.test to the table's value, which stays";
    }
    if (elsewhere) {
      return "; name another --out, as --extend takes more parameters or test windows where there are"
          + " none, and nothing else";
    }
    boolean test = difference.stream().anyMatch(Change::isOfTest);
    if (added == 0 && lacking == 0 && test) {
      return "; add --extend to measure the best on the test windows";
    }
    return lacking == 0
        ? "; add --extend to train the "
            + counted(added)
            + " that yours has more"
            + (test ? " and to measure the best on the test windows" : "")
        : "; name another --out, as yours lacks " + lacking + " of its " + counted(trials);
  }

  private static boolean isOfTest(String line) {
    return line.matches(FIRST_TEST_WINDOWS);
  }

  private static String counted(int trials) {
    return trials + (trials == 1 ? " trial" : " trials");
  }
}
