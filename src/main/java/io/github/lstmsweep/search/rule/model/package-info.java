/**
 * Predicts scores from other scores, and compares them. In: the scores of trials after some epochs,
 * and the places of the trials. Out: forecasts, and places that are likely to be good.
 */
package io.github.lstmsweep.search.rule.model;
