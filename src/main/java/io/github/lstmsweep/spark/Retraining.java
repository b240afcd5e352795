package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.spark.task.RetrainTask;
import io.github.lstmsweep.spark.task.Retrained;
import io.github.lstmsweep.spark.task.SentCorpusSet;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;

/** Trains trials again on Spark, one task per trial. It runs on the driver and touches no table. */
public final class Retraining {
  private final JavaSparkContext spark;
  private final TrialTrainer trainer;

  Retraining(JavaSparkContext spark, TrialTrainer trainer) {
    this.spark = spark;
    this.trainer = trainer;
  }

  /** Returns the outcome of each trial, in the order of their ids. */
  public List<Retrained> run(List<Trial> trials, CorpusSet corpora) {
    CollectionAccumulator<Retrained> retrained = spark.sc().collectionAccumulator("retrained");
    SentCorpusSet data = SentCorpusSet.send(spark, corpora);
    spark.setCallSite("train " + trials.size() + " trials again");
    try {
      spark
          .parallelize(Schedule.of(trials, CostModel.DEFAULT).trials(), trials.size())
          .foreach(new RetrainTask(trainer, data, retrained));
    } finally {
      spark.clearCallSite();
      data.unpersist();
    }
    return retrained.value().stream().sorted(Comparator.comparing(Retrained::trial)).toList();
  }
}
