/**
 * Scores windows and texts with trained models, on executors. In: models and what they are to
 * score. Out: losses of windows, and the scores of a column of texts.
 */
package io.github.lstmsweep.spark.score;
