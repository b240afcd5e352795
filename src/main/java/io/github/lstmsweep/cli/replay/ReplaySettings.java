package io.github.lstmsweep.cli.replay;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.compare.replay.KnownCurves;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.sweep.StoredSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The arguments of {@code replay} that choose one rule with its settings. */
public final class ReplaySettings {
  /** The keys of a rule. Others change which trials there are, and the table has its own. */
  private static final List<String> KEYS =
      List.of(
          "method",
          "search.max_cost",
          "search.reduction_factor",
          "search.min_epochs",
          "search.seed",
          "search.median",
          "search.race");

  private static final int MOST_SEEDS = 100;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replay one method with its settings instead: method=asha, search.max_cost=15%%,"
              + " search.min_epochs=2.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Replay the method with so many seeds, from search.seed on, and say their mean (default:"
              + " 1).")
  private int seeds = 1;

  /** Only picocli calls this. */
  ReplaySettings() {}

  /** Returns the rules of these settings for some curves. */
  static List<Rule> rules(List<SearchSettings> settings, KnownCurves curves) {
    return settings.stream()
        .map(one -> Search.rule(one, curves.epochs(), curves.plannedTokens()))
        .toList();
  }

  /**
   * Returns the search that a person asks for, once per seed; none if no setting is given.
   *
   * @throws UserException if a setting is none of a rule, or the rule stops nothing
   */
  List<SearchSettings> searches(StoredSweep stored, boolean front) {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw UserException.badInput(
          "Cannot set --seeds to " + seeds + ": must be a whole number from 1 to " + MOST_SEEDS);
    }
    if (overrides.isEmpty() && seeds == 1) {
      return List.of();
    }
    if (front) {
      throw UserException.badInput("Cannot list the front of one method: must be --front alone");
    }
    for (String override : overrides) {
      String key = override.replaceFirst("=.*", "").strip();
      if (!KEYS.contains(key)) {
        throw UserException.badInput(
            "Cannot replay with " + key + ": must be one of " + String.join(", ", KEYS));
      }
    }
    String yaml = stored.table().specification().text().orElseThrow();
    List<SearchSettings> searches = new ArrayList<>();
    SearchSettings first = SpecReader.readStored(yaml, overrides).search();
    // A stop by a trial's own scores is no rule, and replay has rules alone.
    if (!first.hasRounds()) {
      throw UserException.badInput(
          "Cannot replay method "
              + first.name()
              + ": must be a method that stops trials early, such as method=asha");
    }
    for (int seed = 0; seed < seeds; seed++) {
      String own = "search.seed=" + (first.seed() + seed);
      SearchSettings seeded =
          seed == 0
              ? first
              : SpecReader.readStored(
                      yaml, Stream.concat(overrides.stream(), Stream.of(own)).toList())
                  .search();
      searches.add(seeded);
    }
    return searches;
  }
}
