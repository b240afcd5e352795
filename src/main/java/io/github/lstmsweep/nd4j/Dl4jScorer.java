package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.spark.score.WindowScorer;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.DoubleFlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.deeplearning4j.spark.impl.multilayer.scoring.ScoreExamplesFunction;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Scores the validation windows of a trial with DL4J's network and DL4J Spark's {@code
 * ScoreExamplesFunction}. {@code SparkDl4jMultiLayer.scoreExamples} maps this function over its
 * partitions.
 */
public final class Dl4jScorer implements WindowScorer<DataSet> {
  /** The largest difference of two perplexities that agree, relative to the table's. */
  public static final double TOLERANCE = 1e-3;

  /** The largest number of floats in one array of one-hot tokens: 16 MiB. */
  private static final int ONE_HOT_FLOATS = 1 << 22;

  private final Trial trial;
  private final Corpus corpus;
  private final Dl4jNetwork network;
  private final int atOnce;

  /**
   * Makes a scorer of the trial's published parameters.
   *
   * @param parameters in the canonical order of {@code nn.Parameters}
   * @throws IllegalArgumentException if DL4J does not have the trial's layers
   */
  public Dl4jScorer(Trial trial, Corpus corpus, float[] parameters) {
    Hyperparameters h = trial.hyperparameters();
    if (!has(trial)) {
      throw new IllegalArgumentException("Cannot rescore " + h + ": DL4J has no such layers");
    }
    this.trial = trial;
    this.corpus = corpus;
    int vocabSize = trial.dataset().vocabSize();
    this.network = new Dl4jNetwork(Architecture.of(h, vocabSize));
    network.setParameters(parameters);
    this.atOnce = Math.max(1, Math.min(h.batchSize(), ONE_HOT_FLOATS / vocabSize / h.numSteps()));
  }

  /** Whether DL4J has this trial's layers. */
  public static boolean has(Trial trial) {
    return Dl4jNetwork.has(trial.hyperparameters());
  }

  /** Whether DL4J's perplexity confirms the table's; NaN confirms nothing. */
  public static boolean agree(double table, double dl4j) {
    return Math.abs(dl4j - table) <= TOLERANCE * table;
  }

  @Override
  public FlatMapFunction<Iterator<Integer>, DataSet> examples(Sender sender) {
    return new OneHotWindows(
        sender.send(corpus.ids().first(corpus.length())),
        trial.dataset().vocabSize(),
        trial.hyperparameters().numSteps(),
        atOnce);
  }

  @Override
  public DoubleFlatMapFunction<Iterator<DataSet>> losses(Sender sender) {
    return new ScoreExamplesFunction(
        sender.send(network.network().params()),
        sender.send(network.network().getLayerWiseConfigurations().toJson()),
        false,
        atOnce);
  }

  /**
   * Returns the perplexity as the table defines it: exp of the mean of the minibatches' losses. The
   * loss of a minibatch is its mean loss per token.
   *
   * @param windowLosses loss of each validation window, summed over its tokens (nats)
   */
  public double perplexity(double[] windowLosses) {
    Hyperparameters h = trial.hyperparameters();
    double total = 0;
    int batches = 0;
    for (int from = 0; from < windowLosses.length; from += h.batchSize()) {
      int to = Math.min(windowLosses.length, from + h.batchSize());
      double batch = Arrays.stream(windowLosses, from, to).sum();
      total += batch / ((double) (to - from) * h.numSteps());
      batches++;
    }
    return Math.exp(total / batches);
  }
}
