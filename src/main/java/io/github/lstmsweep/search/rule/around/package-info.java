/**
 * Holds rules that stop trials of a different rule. In: the requests of that rule, and the scores
 * of its trials. Out: requests up to the epochs at which trials are compared.
 */
package io.github.lstmsweep.search.rule.around;
