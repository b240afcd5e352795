package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.CorpusAxis;
import io.github.lstmsweep.specification.Difference;
import io.github.lstmsweep.specification.SpecDifference;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The difference between a table's specification and a different one: trials added and trials
 * lacking. Specifications with the same trials are equal, whatever their wording. Values, ties and
 * exclusions are sets, and a text is its bytes.
 *
 * @param differences keys that make a difference; none if both ask for the same trials
 * @param obstacle why no table takes the different specification
 * @param added trials that the table's specification does not have
 * @param lacking trials of the table's specification that the different one does not have
 * @param trials number of trials of the table's specification; 0 if they were not counted
 */
public record Change(
    List<Difference> differences, Obstacle obstacle, int added, int lacking, int trials) {
  /** The reason why a table cannot take a specification, whatever trials that has. */
  public enum Obstacle {
    /** No obstacle: the table can take it if no trial is lacking. */
    NONE,
    /** The best trial was, or will be, measured on the table's own number of test windows. */
    TEST_WINDOWS,
    /** The table's rows are of a different text. */
    OTHER_TEXT,
    /** The text has a different name, and no row tells whether it is the same text. */
    UNKNOWN_TEXT,
    /** A key differs that affects every trial. */
    OTHER_KEY
  }

  private static final int MOST_NAMED = 3;
  private static final String CORPUS = "corpus";
  private static final String TEST_WINDOWS = "windows.test";

  /** Copies the list. */
  public Change {
    differences = List.copyOf(differences);
  }

  /**
   * Returns the changes that {@code spec} makes to a table.
   *
   * @param stored the specification that made the table
   * @param trials of {@code spec}
   * @param finished trials of the table's rows; asked for if the corpus has a different name
   */
  public static Change between(
      SweepSpec stored, SweepSpec spec, List<Trial> trials, Supplier<Set<TrialId>> finished) {
    boolean readsEqually = stored.axis().inputs().equals(spec.axis().inputs());
    // Other columns of a file are other data, although the file is unchanged.
    List<Difference> changed = readsEqually ? changedFiles(stored.axis(), spec.axis()) : List.of();
    if (!changed.isEmpty()) {
      return new Change(changed, Obstacle.OTHER_TEXT, 0, 0, 0);
    }
    boolean isMany = stored.axis().isMany() || spec.axis().isMany();
    List<Difference> all = new ArrayList<>(SpecDifference.decisive(stored, spec));
    if (isMany && all.removeIf(difference -> isOfData(difference, true))) {
      ofCorpora(stored.axis(), spec.axis()).ifPresent(all::add);
    }
    Obstacle obstacle = obstacle(all, stored, isMany);
    if (all.isEmpty() || obstacle != Obstacle.NONE) {
      return new Change(all, obstacle, 0, 0, 0);
    }
    List<Dataset> known = known(stored.axis(), trials, isMany);
    Set<TrialId> before = known.isEmpty() ? Set.of() : ids(Search.of(stored, known).trials());
    Set<TrialId> after = ids(trials);
    if (!isMany && all.stream().anyMatch(isOf(CORPUS))) {
      Obstacle text = text(before, finished.get());
      if (text != Obstacle.NONE) {
        return new Change(all, text, 0, 0, 0);
      }
    }
    Set<TrialId> both = new HashSet<>(before);
    both.retainAll(after);
    int added = after.size() - both.size();
    int total = Search.size(stored);
    int lacking = total - both.size();
    List<Difference> differences = new ArrayList<>(all);
    if (!isMany || (added == 0 && lacking == 0)) {
      differences.removeIf(isOf(CORPUS));
    }
    if (added == 0 && lacking == 0) {
      differences.removeIf(Change::isOfSpace);
      differences.removeIf(Change::isOfSearch);
    }
    return new Change(differences, Obstacle.NONE, added, lacking, total);
  }

  /** Returns the corpora that differ, with the names of a few. */
  private static Optional<Difference> ofCorpora(CorpusAxis before, CorpusAxis after) {
    List<String> was = before.sources().stream().map(CorpusAxis.Source::shown).toList();
    List<String> now = after.sources().stream().map(CorpusAxis.Source::shown).toList();
    List<String> lost = new ArrayList<>(was);
    lost.removeAll(new HashSet<>(now));
    List<String> found = new ArrayList<>(now);
    found.removeAll(new HashSet<>(was));
    return lost.isEmpty() && found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Difference(
                CORPUS,
                counted(was) + named(", without ", lost),
                counted(now) + named(", with ", found)));
  }

  private static String counted(List<String> corpora) {
    return Show.count(corpora.size()) + (corpora.size() == 1 ? " corpus" : " corpora");
  }

  private static String named(String before, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String few = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return before + few + (names.size() > MOST_NAMED ? ", ..." : "");
  }

  /** Returns the corpora whose data is no longer that of the table. */
  private static List<Difference> changedFiles(CorpusAxis stored, CorpusAxis now) {
    Map<String, String> digests = new HashMap<>();
    now.sources()
        .forEach(source -> source.sha256().ifPresent(sha -> digests.put(source.shown(), sha)));
    List<Difference> changed = new ArrayList<>();
    for (CorpusAxis.Source source : stored.sources()) {
      String sha256 = digests.get(source.shown());
      if (sha256 != null && source.sha256().filter(was -> !was.equals(sha256)).isPresent()) {
        changed.add(
            new Difference("SHA-256 of corpus " + source.shown(), source.sha256().get(), sha256));
      }
    }
    return changed;
  }

  /**
   * Returns the data of a table's trials, as far as a specification has it. The trials of its
   * single corpus are of this text, because those of a different text have different ids.
   */
  private static List<Dataset> known(CorpusAxis stored, List<Trial> trials, boolean isMany) {
    if (!isMany) {
      return List.of(trials.get(0).dataset());
    }
    Map<String, Dataset> bySha256 = new HashMap<>();
    Map<String, Dataset> byName = new HashMap<>();
    trials.stream()
        .map(Trial::dataset)
        .distinct()
        .forEach(
            dataset -> {
              bySha256.put(dataset.corpusSha256(), dataset);
              byName.put(source(dataset).shown(), dataset);
            });
    return stored.sources().stream()
        .map(
            source ->
                source.sha256().isPresent()
                    ? bySha256.get(source.sha256().get())
                    : byName.get(source.shown()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static CorpusAxis.Source source(Dataset dataset) {
    return new CorpusAxis.Source(
        dataset.corpus(),
        dataset.series().map(SeriesForm::column).orElse(""),
        Optional.of(dataset.corpusSha256()));
  }

  private static Obstacle obstacle(List<Difference> differences, SweepSpec stored, boolean isMany) {
    List<Difference> other =
        differences.stream()
            .filter(d -> !isOfSpace(d) && !isOfSearch(d) && !isOfData(d, isMany))
            .toList();
    if (!other.stream().allMatch(isOf(TEST_WINDOWS))) {
      return Obstacle.OTHER_KEY;
    }
    // Test windows can be added if the table has none: no trial reads them, and nothing was
    // measured on them.
    if (other.isEmpty() || stored.windows().test() == 0) {
      return Obstacle.NONE;
    }
    return differences.size() == 1 ? Obstacle.TEST_WINDOWS : Obstacle.OTHER_KEY;
  }

  private static Obstacle text(Set<TrialId> before, Set<TrialId> finished) {
    if (finished.isEmpty()) {
      return Obstacle.UNKNOWN_TEXT;
    }
    return before.containsAll(finished) ? Obstacle.NONE : Obstacle.OTHER_TEXT;
  }

  private static Set<TrialId> ids(List<Trial> trials) {
    return trials.stream().map(Trial::id).collect(Collectors.toSet());
  }

  /** A column is a corpus of its own if there are several. */
  private static boolean isOfData(Difference difference, boolean isMany) {
    String key = difference.key();
    return key.equals(CORPUS)
        || (isMany && (key.startsWith("corpus.") || key.split("\\.", 2)[0].equals("column")));
  }

  private static boolean isOfSpace(Difference difference) {
    String key = difference.key();
    return key.startsWith("parameters.") || key.equals("tie") || key.equals("exclude");
  }

  /** The search decides how far a trial is trained, and no bit of it. */
  private static boolean isOfSearch(Difference difference) {
    return difference.key().equals("method") || difference.key().startsWith("search.");
  }

  private static Predicate<Difference> isOf(String key) {
    return difference -> difference.key().equals(key);
  }

  /** Whether both ask for the same trials of the same text. */
  public boolean isNone() {
    return differences.isEmpty();
  }

  /** Whether every trial of the table stays. */
  public boolean onlyAdds() {
    return obstacle == Obstacle.NONE && lacking == 0;
  }

  /** Returns the error that says, key by key, why nothing is trained and how to solve it. */
  public UserException refusal(Object table) {
    String made =
        "Cannot add to the table "
            + table
            + ": it was made by another specification (its value -> yours)";
    List<UserException.Problem> problems = new ArrayList<>();
    problems.add(UserException.Problem.of(made, remedy()));
    differences.forEach(
        difference -> problems.add(UserException.Problem.of("  " + difference.shown())));
    return UserException.of(ExitCode.SPECIFICATION_CHANGED, problems);
  }

  private Remedy remedy() {
    return switch (obstacle) {
      case TEST_WINDOWS -> Remedy.of(Remedy.Kind.KEEP_TEST_WINDOWS);
      case OTHER_KEY -> Remedy.of(Remedy.Kind.OTHER_TABLE_TO_CHANGE);
      case OTHER_TEXT ->
          new Remedy(Remedy.Kind.OTHER_TABLE, "the rows of this one are of a different text");
      case UNKNOWN_TEXT -> Remedy.of(Remedy.Kind.CORPUS_OF_TABLE);
      case NONE ->
          lacking == 0
              ? new Remedy(Remedy.Kind.EXTEND, additions())
              : new Remedy(
                  Remedy.Kind.OTHER_TABLE,
                  "yours lacks "
                      + lacking
                      + " of its "
                      + trials
                      + (trials == 1 ? " trial" : " trials"));
    };
  }

  private String additions() {
    List<String> additions = new ArrayList<>();
    if (added > 0) {
      additions.add("train the " + added + " additional " + (added == 1 ? "trial" : "trials"));
    }
    if (differences.stream().anyMatch(isOf(TEST_WINDOWS))) {
      additions.add("measure the best on the test windows");
    }
    return String.join(" and to ", additions);
  }
}
