/**
 * Predicts the cost of trials and puts them in order. In: trials. Out: FLOP, seconds, groups,
 * packs, and the order in which the trials start.
 */
package io.github.lstmsweep.plan;
