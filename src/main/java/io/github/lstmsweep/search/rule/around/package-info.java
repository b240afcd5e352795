/**
 * Holds rules around a rule, which stop its trials early or train more of them. In: the requests of
 * that rule, and the scores of its trials. Out: requests, less those of stopped trials.
 */
package io.github.lstmsweep.search.rule.around;
