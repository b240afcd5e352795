package io.github.lstmsweep.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Nd4jTrainerTest {
  private static final Deadline NEVER = Deadline.in(Optional.empty());

  private final Corpus corpus =
      new CorpusLoader(
              Optional.empty(),
              Map.of(),
              (uri, most) -> {
                throw new IOException("no network in this test");
              })
          .load(CorpusLoader.HARBOUR, "char");

  /**
   * Two shapes cannot make a pack, just as a full device cannot. The pack fails, and either trial
   * may be the cause.
   */
  @Test
  void whereAPackFailsEachTrialIsTrainedAlone() throws InterruptedException, ExecutionException {
    List<Trial> trials = List.of(trial(8), trial(12));
    TrialTrainer.Team team = new Nd4jTrainer(2).team(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<TrainingOutcome>> outcomes = new ArrayList<>();
    for (Trial trial : trials) {
      outcomes.add(
          threads.submit(
              () -> {
                try {
                  return team.train(trial, corpus, NEVER, new Cores(1));
                } finally {
                  team.leave();
                }
              }));
    }
    for (int i = 0; i < trials.size(); i++) {
      TrainingOutcome outcome = outcomes.get(i).get();
      TrainingOutcome expected = new CpuTrainer().train(trials.get(i), corpus, NEVER, new Cores(1));
      assertThat(outcome.status()).isEqualTo(TrialStatus.OK);
      assertThat(outcome.curve().get(1).validationPerplexity())
          .isCloseTo(expected.curve().get(1).validationPerplexity(), within(1e-3));
      assertThat(team.engineOf(trials.get(i)).reproducibility())
          .isEqualTo("same device and libraries, in a pack of 1");
    }
    assertThat(team.engineOf(trial(16)).reproducibility()).endsWith("in a pack of 2");
    threads.shutdown();
  }

  private Trial trial(int numHiddens) {
    return Trial.of(
        Hyperparameters.of(
            Map.of(
                Hyperparameter.NUM_STEPS,
                6,
                Hyperparameter.NUM_HIDDENS,
                numHiddens,
                Hyperparameter.BATCH_SIZE,
                128,
                Hyperparameter.NUM_EPOCHS,
                2)),
        new Dataset("harbour", corpus.sha256(), "char", corpus.vocabulary().size(), 200, 70));
  }
}
