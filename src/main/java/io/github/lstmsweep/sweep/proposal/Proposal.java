package io.github.lstmsweep.sweep.proposal;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.SimulatedRun;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.trial.Trial;
import java.util.List;

/**
 * A specification that suits some data.
 *
 * @param spec the specification
 * @param trials that a run trains
 * @param facts about the data and the choice, as sentences
 */
public record Proposal(SweepSpec spec, List<Trial> trials, List<String> facts) {
  /** Copies the lists. */
  public Proposal {
    trials = List.copyOf(trials);
    facts = List.copyOf(facts);
  }

  /**
   * Proposes a specification as it is.
   *
   * @param data that it learns from
   * @throws io.github.lstmsweep.UserException if the specification does not fit the data
   */
  public static Proposal of(SweepSpec spec, TrainingData data, List<String> facts) {
    TrainingData cut = data instanceof Corpus text ? text.withMinFreq(spec.minFreq()) : data;
    return new Proposal(spec, Search.of(spec, SweepDataset.of(spec, cut)).trials(), facts);
  }

  /** Returns the predicted seconds of a run on so many cores. */
  public double seconds(int cores) {
    return SimulatedRun.of(Schedule.of(trials, CostModel.DEFAULT), cores).makespanSeconds();
  }
}
