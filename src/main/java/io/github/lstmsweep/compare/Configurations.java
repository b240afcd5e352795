package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks the configurations of a sweep with several seeds by their means, and says which ones are
 * surely worse than the best.
 *
 * <p>The best has the lowest mean among the configurations with the most seeds that are OK. So
 * neither a lucky seed nor a missing seed that diverged decides. Each different one is compared
 * with it over the seeds that both have.
 *
 * <p>The intervals hold together at {@link #LEVEL}: each of m comparisons has the level 1 - (1 -
 * LEVEL) / m (Bonferroni). Suppose that differences are normal. The truly best configuration is
 * then told apart from the one ranked first with a probability of at most 1 - LEVEL. This holds for
 * any configuration that is ranked first.
 *
 * <p>A trial's random numbers depend on its whole configuration, so one seed means different first
 * weights in each. The pairs therefore share no noise, and their intervals are a little wider than
 * those of unpaired samples.
 *
 * @param ranked those with the most seeds first, then by mean
 */
public record Configurations(List<Standing> ranked) {
  /** The joint level of all intervals. */
  public static final double LEVEL = 0.95;

  /** Copies the ranking. */
  public Configurations {
    ranked = List.copyOf(ranked);
  }

  /**
   * A configuration and its distance from the best.
   *
   * @param behind empty for the best, and if it shares fewer than two seeds with the best
   */
  public record Standing(Configuration configuration, Optional<MeanDifference> behind) {
    /** Returns whether it is surely worse than the best; empty if nothing can be said. */
    public Optional<Boolean> isToldApart() {
      return behind.map(MeanDifference::isAboveZero);
    }
  }

  /**
   * Returns the configurations of a table; empty if the seed does not vary, or if the rows are of
   * several corpora, whose scores cannot be compared.
   *
   * @param varying hyperparameters that distinguish the trials
   */
  public static Optional<Configurations> of(TableRows rows, List<Hyperparameter> varying) {
    if (!varying.contains(Hyperparameter.SEED) || rows.isOfSeveralCorpora()) {
      return Optional.empty();
    }
    Map<Map<Hyperparameter, Object>, List<TrialRow>> byValues = new LinkedHashMap<>();
    for (TrialRow row : rows.rows()) {
      byValues.computeIfAbsent(values(row, varying), v -> new ArrayList<>()).add(row);
    }
    List<Configuration> all = new ArrayList<>();
    byValues.forEach((values, ofSeeds) -> all.add(new Configuration(values, ofSeeds)));
    int most = all.stream().mapToInt(Configuration::n).max().orElse(0);
    all.sort(
        Comparator.comparing((Configuration c) -> c.n() < most)
            // A mean without seeds is NaN, which sorts last.
            .thenComparing(Configuration::mean));
    return Optional.of(new Configurations(standings(all)));
  }

  private static Map<Hyperparameter, Object> values(TrialRow row, List<Hyperparameter> varying) {
    Map<Hyperparameter, Object> values = new LinkedHashMap<>();
    for (Hyperparameter h : varying) {
      if (h != Hyperparameter.SEED) {
        Object value = row.hyperparameter(h);
        // Rows that are older than a hyperparameter ran with its default.
        values.put(h, value == null ? h.defaultValue() : value);
      }
    }
    return values;
  }

  private static List<Standing> standings(List<Configuration> ranked) {
    long comparisons = ranked.stream().skip(1).filter(c -> areComparable(c, ranked.get(0))).count();
    double level = 1 - (1 - LEVEL) / Math.max(1, comparisons);
    List<Standing> standings = new ArrayList<>();
    for (Configuration c : ranked) {
      standings.add(
          new Standing(
              c,
              standings.isEmpty() || !areComparable(c, ranked.get(0))
                  ? Optional.empty()
                  : Optional.of(MeanDifference.of(c.scores(), ranked.get(0).scores(), level))));
    }
    return standings;
  }

  private static boolean areComparable(Configuration one, Configuration other) {
    Set<Long> shared = new HashSet<>(one.scores().keySet());
    shared.retainAll(other.scores().keySet());
    return shared.size() >= MeanDifference.FEWEST_SEEDS;
  }

  /** Returns the first ranked configuration; empty if no trial is OK. */
  public Optional<Configuration> best() {
    return ranked.stream().limit(1).map(Standing::configuration).filter(c -> c.n() > 0).findFirst();
  }

  /**
   * Returns a sentence for people about which configurations may be the best; empty without a
   * comparison.
   */
  public Optional<String> verdict() {
    if (ranked.size() < 2 || best().isEmpty()) {
      return Optional.empty();
    }
    long others = ranked.size() - 1L;
    long compared = ranked.stream().filter(s -> s.behind().isPresent()).count();
    long alike = ranked.stream().filter(s -> s.isToldApart().equals(Optional.of(false))).count();
    String unclaimed =
        "nothing is claimed of "
            + (others - compared)
            + " of the "
            + others
            + " others: fewer than 2 seeds are shared with the best";
    if (compared == 0) {
      return Optional.of(unclaimed);
    }
    return Optional.of(
        alike
            + " of "
            + (compared == 1 ? "1 other" : compared + " others")
            + " cannot be told apart from the best (differences seed by seed, t intervals, together"
            + " 95%)"
            + (compared < others ? "; " + unclaimed : ""));
  }
}
