/**
 * Holds rules that stop trials early. In: the scores of trials after the epochs that a rule asks
 * for. Out: the epochs to which each trial is trained.
 */
package io.github.lstmsweep.search.rule;
