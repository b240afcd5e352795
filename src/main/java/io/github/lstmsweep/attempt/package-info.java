/**
 * Makes one process's attempt at a trial, without Spark. In: a trial, its data, a table. Out: a
 * published row and an acknowledgement. It claims, contains failures, trains and publishes.
 */
package io.github.lstmsweep.attempt;
