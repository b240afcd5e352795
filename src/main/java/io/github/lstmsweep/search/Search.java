package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.search.rule.Asha;
import io.github.lstmsweep.search.rule.FreezeThaw;
import io.github.lstmsweep.search.rule.Hyperband;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.SeedRace;
import io.github.lstmsweep.search.rule.SuccessiveHalving;
import io.github.lstmsweep.search.rule.ToTheEnd;
import io.github.lstmsweep.search.rule.Tpe;
import io.github.lstmsweep.search.rule.around.MedianStopping;
import io.github.lstmsweep.search.rule.around.RunnersUp;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a space. A search has no state of its own: it decides from the rows of the table alone. So
 * it makes the same decisions after every restart and on every cluster.
 */
public interface Search {
  /** Every trial that this search may ask for, in one stable order. */
  List<Trial> trials();

  /**
   * The number of trials that begin before all others. They are the first ones of {@link #trials}.
   */
  int included();

  /** Returns the included trials that begin with a step, in their order. */
  default List<TrialId> first(Step step) {
    return trials().stream()
        .limit(included())
        .map(Trial::id)
        .filter(id -> !step.ranges().containsKey(id) || step.ranges().get(id).after() == 0)
        .toList();
  }

  /** The next trials, as a function of the rows that the table has now. */
  Step next(Results results);

  /**
   * Returns whether this search may ask for further trials before the last ones have their rows.
   */
  default boolean asksEarly() {
    return false;
  }

  /** Predicts the cost of a search that stops trials early; empty if it trains all to their end. */
  default Optional<SearchForecast> forecast() {
    return Optional.empty();
  }

  /**
   * Says in words why trials do not go on, as a function of the rows that the table has now. A
   * search that trains every trial to its end has no reasons.
   */
  default Map<TrialId, String> reasons(Results results) {
    return Map.of();
  }

  /** Says what this search does next and what it expects, for a person who looks at the table. */
  default Outlook outlook(Results results) {
    return new Outlook(next(results), List.of(), Optional.empty());
  }

  /**
   * The next step of a search, and the work that it expects.
   *
   * @param next the next trials
   * @param expected forecasts of the last scores of paused trials, best first; none without a model
   * @param leftOut the trials that a search which is over has left out; empty if it is not over, or
   *     if it is none that leaves out seeds
   */
  record Outlook(Step next, List<ExpectedScore> expected, Optional<LeftOut> leftOut) {
    /** Copies the list. */
    public Outlook {
      expected = List.copyOf(expected);
    }
  }

  /**
   * The decision of a search about the next trials.
   *
   * @param run trials to train, in this order; none if the search is over
   * @param ranges the epochs to train; a trial without a range is trained as a whole
   */
  record Step(List<Trial> run, Map<TrialId, EpochRange> ranges) {
    /** Copies the collections. */
    public Step {
      run = List.copyOf(run);
      ranges = Map.copyOf(ranges);
    }
  }

  /** The search that a specification asks for, over trials that learn from {@code dataset}. */
  static Search of(SweepSpec spec, Dataset dataset) {
    return of(spec, List.of(dataset));
  }

  /**
   * The search that a specification asks for, over trials that learn from each of the datasets.
   *
   * @param datasets at least one. If scores decide which trials are trained, each of them has a
   *     search of its own
   */
  static Search of(SweepSpec spec, List<Dataset> datasets) {
    SearchSettings settings = spec.search();
    List<Trial> trials = Candidates.of(spec.space(), settings, datasets);
    int included = settings.include().size();
    if (!settings.asksForScores()) {
      return new Whole(trials, Math.multiplyExact(included, datasets.size()));
    }
    RuleSearch.Between between =
        datasets.size() > RuleSearch.MOST_SUSPENDED
            ? RuleSearch.Between.REPLAYED
            : RuleSearch.Between.SUSPENDED;
    List<Search> searches =
        Candidates.perDataset(trials, included, datasets.size()).stream()
            .<Search>map(
                own ->
                    new RuleSearch(
                        own, included, rule(settings, own), settings.earlyStop(), between))
            .toList();
    return searches.size() == 1 ? searches.get(0) : new SearchPerCorpus(searches);
  }

  private static Rule rule(SearchSettings settings, List<Trial> trials) {
    double tokens = trials.stream().mapToDouble(trial -> TrialCost.of(trial).trainedTokens()).sum();
    return rule(settings, ListedTrainees.epochs(trials), tokens);
  }

  /**
   * The rule that decides how far trials are trained.
   *
   * @param epochs the largest number that a trial has
   * @param tokens that all trials would train together
   */
  static Rule rule(SearchSettings settings, int epochs, double tokens) {
    Rule rule = method(settings, epochs, tokens);
    return settings
        .median()
        .<Rule>map(stop -> new MedianStopping(rule, stop.first(epochs), stop.every(epochs)))
        .orElse(rule);
  }

  private static Rule method(SearchSettings settings, int epochs, double tokens) {
    int factor = settings.reductionFactor();
    int first = settings.minEpochs().orElse(Rule.firstDecision(epochs));
    double share = settings.maxCost().shareOf(tokens);
    return switch (settings.method()) {
      case GRID, RANDOM, SOBOL ->
          settings.race().isPresent()
              ? new SeedRace(settings.race().get())
              : new ToTheEnd(settings.name());
      case SUCCESSIVE_HALVING -> new RunnersUp(new SuccessiveHalving(factor, first), share);
      case HYPERBAND -> new RunnersUp(new Hyperband(factor, first, settings.seed()), share);
      case ASHA -> new RunnersUp(new Asha(factor, first, settings.seed()), share);
      case TPE -> new RunnersUp(new Tpe(factor, first, share, Tpe.GROUP, settings.seed()), share);
      case FREEZE_THAW -> new FreezeThaw(share, FreezeThaw.WIDTH, settings.seed());
    };
  }

  /** The number of trials in a specification's search. It computes no ids. */
  static int size(SweepSpec spec) {
    return Math.multiplyExact(Candidates.size(spec.space(), spec.search()), spec.axis().count());
  }
}
