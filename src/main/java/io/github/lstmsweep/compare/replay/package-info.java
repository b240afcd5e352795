/**
 * Says what rules that stop trials early would have done on a finished table. In: rows and their
 * learning curves. Out: for each rule, its cost and its winner.
 */
package io.github.lstmsweep.compare.replay;
