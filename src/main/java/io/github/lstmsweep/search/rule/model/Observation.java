package io.github.lstmsweep.search.rule.model;

/**
 * A score that is known or asked for.
 *
 * @param trial its number
 * @param epoch after which it has the score; at least 1
 */
public record Observation(int trial, int epoch) {}
