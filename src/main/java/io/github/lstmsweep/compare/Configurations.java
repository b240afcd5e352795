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
 * The configurations of a sweep that tries several seeds of each, by their means, and which of them
 * the best one is surely better than.
 *
 * <p>The best has the lowest mean of those with the most seeds that are OK, so that neither a lucky
 * seed nor the lack of one that diverged decides. Each other one is compared with it over the seeds
 * that both have. The intervals hold together at {@link #LEVEL}: each of m comparisons has the
 * level 1 - (1 - LEVEL) / m (Bonferroni). So, where differences are normal, the configuration that
 * is truly best is told apart from the one that came out best with a probability of 1 - LEVEL at
 * most, whichever came out best. A trial's random numbers depend on all of its configuration, so
 * that one seed is other first weights in each: the pairs have no noise in common, and their
 * intervals are a little wider than those of samples that are not paired.
 *
 * @param ranked those with the most seeds first, then by mean
 */
public record Configurations(List<Standing> ranked) {
  /** Of all intervals together. */
  public static final double LEVEL = 0.95;

  /** Keeps its own copy. */
  public Configurations {
    ranked = List.copyOf(ranked);
  }

  /**
   * A configuration and how far it lies behind the best.
   *
   * @param behind empty for the best, and where fewer than two seeds are shared with it
   */
  public record Standing(Configuration configuration, Optional<MeanDifference> behind) {
    /** Whether it is surely worse than the best; empty where nothing can be said. */
    public Optional<Boolean> isToldApart() {
      return behind.map(MeanDifference::isAboveZero);
    }
  }

  /**
   * Of a table; empty where the seed does not vary.
   *
   * @param varying hyperparameters that tell the trials apart
   */
  public static Optional<Configurations> of(TableRows rows, List<Hyperparameter> varying) {
    if (!varying.contains(Hyperparameter.SEED)) {
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
            // A NaN, of no seed at all, comes last.
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

  /** The first of the ranked ones; empty where no trial is OK. */
  public Optional<Configuration> best() {
    return ranked.stream().limit(1).map(Standing::configuration).filter(c -> c.n() > 0).findFirst();
  }

  /** A sentence for people on who may be the best; empty where there is nobody to compare. */
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
