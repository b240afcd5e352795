package io.github.lstmsweep.search;

import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.trial.Trial;

/**
 * The last score that a search expects of a paused trial.
 *
 * @param trial the trial
 * @param epochs the epochs that it has had
 * @param forecast of its score after its last epoch
 */
public record ExpectedScore(Trial trial, int epochs, Forecast forecast) {}
