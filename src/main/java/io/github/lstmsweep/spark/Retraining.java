package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.spark.task.RetrainTask;
import io.github.lstmsweep.spark.task.Retrained;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
  public List<Retrained> run(List<Trial> trials, TrainingData corpus) {
    CollectionAccumulator<Retrained> retrained = spark.sc().collectionAccumulator("retrained");
    Broadcast<TrainingData> text = spark.broadcast(corpus);
    spark.setCallSite("train " + trials.size() + " trials again");
    try {
      spark
          .parallelize(Schedule.of(trials, CostModel.DEFAULT).trials(), trials.size())
          .foreach(new RetrainTask(trainer, text, retrained));
    } finally {
      spark.clearCallSite();
      text.unpersist();
    }
    return retrained.value().stream().sorted(Comparator.comparing(Retrained::trial)).toList();
  }
}
