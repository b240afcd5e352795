/**
 * Holds the seam of engines. In: a trial and its data. Out: a trainer that Spark can send to an
 * executor, and the promises of its engine.
 */
package io.github.lstmsweep.train.engine;
