/**
 * Predicts what trials cost and puts them in order. In: trials. Out: FLOP, seconds, groups, packs,
 * and the order in which they start.
 */
package io.github.lstmsweep.plan;
