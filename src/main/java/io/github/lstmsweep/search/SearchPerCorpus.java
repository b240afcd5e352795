package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches several corpora, each with a search of its own. Scores of different corpora cannot be
 * compared, so each search sees the trials of its corpus alone. It makes the decisions that it
 * makes in a sweep of this corpus alone.
 *
 * <p>No corpus waits for a different one: the searches are asked before all trials have their rows.
 * A search is asked again only if the rows of its corpus have changed.
 */
final class SearchPerCorpus implements Search {
  /** The state of a trial that has ended. A different one is its number of epochs. */
  private static final int ENDED = -1;

  private final List<Trial> trials;
  private final int included;
  private final List<Part> parts;

  /** The search of one corpus, with its last decision and the rows that it was made from. */
  private static final class Part {
    private final Search search;
    private int[] known = {};
    private Step decided = new Step(List.of(), Map.of());

    Part(Search search) {
      this.search = search;
    }

    Step next(Results results) {
      int[] now = search.trials().stream().mapToInt(trial -> state(results, trial.id())).toArray();
      if (!Arrays.equals(known, now)) {
        decided = search.next(results);
        known = now;
      }
      return decided;
    }

    private static int state(Results results, TrialId id) {
      return results.ended().contains(id) ? ENDED : results.pausedEpochs(id);
    }
  }

  /**
   * Joins the searches of corpora.
   *
   * @param searches one for each corpus, with as many trials and included ones each
   */
  SearchPerCorpus(List<Search> searches) {
    this.parts = searches.stream().map(Part::new).toList();
    this.included = searches.stream().mapToInt(Search::included).sum();
    this.trials = new ArrayList<>();
    searches.forEach(search -> trials.addAll(search.trials().subList(0, search.included())));
    searches.forEach(
        search ->
            trials.addAll(search.trials().subList(search.included(), search.trials().size())));
  }

  @Override
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public int included() {
    return included;
  }

  @Override
  public synchronized Step next(Results results) {
    return joined(parts.stream().map(part -> part.next(results)).toList());
  }

  /** Returns all trials of some steps, in turns: the first of each step, then the second, … */
  private static Step joined(List<Step> steps) {
    List<Trial> run = new ArrayList<>();
    Map<TrialId, EpochRange> ranges = new HashMap<>();
    int longest = steps.stream().mapToInt(step -> step.run().size()).max().orElse(0);
    for (int turn = 0; turn < longest; turn++) {
      for (Step step : steps) {
        if (turn < step.run().size()) {
          run.add(step.run().get(turn));
        }
      }
    }
    steps.forEach(step -> ranges.putAll(step.ranges()));
    return new Step(run, ranges);
  }

  /**
   * {@inheritDoc} The searches of other corpora may have decisions to make. A search whose rule
   * waits for all of its scores asks for the missing ones alone.
   */
  @Override
  public boolean asksEarly() {
    return true;
  }

  @Override
  public Optional<SearchForecast> forecast() {
    return Optional.of(
        SearchForecast.sum(
            parts.stream().flatMap(part -> part.search.forecast().stream()).toList()));
  }

  @Override
  public Map<TrialId, String> reasons(Results results) {
    Map<TrialId, String> reasons = new HashMap<>();
    parts.forEach(part -> reasons.putAll(part.search.reasons(results)));
    return reasons;
  }

  /** {@inheritDoc} The forecasts of a corpus follow those of the corpus before. */
  @Override
  public Outlook outlook(Results results) {
    List<Outlook> outlooks = parts.stream().map(part -> part.search.outlook(results)).toList();
    return new Outlook(
        joined(outlooks.stream().map(Outlook::next).toList()),
        outlooks.stream().flatMap(outlook -> outlook.expected().stream()).toList(),
        outlooks.stream().allMatch(outlook -> outlook.leftOut().isPresent())
            ? Optional.of(
                LeftOut.sum(outlooks.stream().flatMap(o -> o.leftOut().stream()).toList()))
            : Optional.empty());
  }
}
