package io.github.lstmsweep.search.rule.around;

import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.Trainees;

/**
 * Stops a trial of a rule whose best score so far is worse than the median of the mean scores of
 * the trials up to that epoch (Golovin and others 2017, "Google Vizier: a service for black-box
 * optimization"). The rule takes the last score of such a trial for its final one.
 *
 * @param rule asks for the trials
 * @param first epochs before the first look; at least 1
 * @param every epochs between two looks; at least 1
 */
public record MedianStopping(Rule rule, int first, int every) implements Rule {
  @Override
  public String name() {
    return rule.name() + ", median (from epoch " + first + ", every " + every + ")";
  }

  @Override
  public boolean decidesWithoutAll() {
    return rule.decidesWithoutAll();
  }

  @Override
  public boolean asksEarly() {
    return rule.asksEarly();
  }

  @Override
  public boolean comparesSeeds() {
    return rule.comparesSeeds();
  }

  @Override
  public Rule withoutStops() {
    return rule;
  }

  @Override
  public boolean learns() {
    return rule.learns();
  }

  @Override
  public void train(Trainees trainees) {
    rule.train(new MedianTrainees(trainees, first, every));
  }
}
