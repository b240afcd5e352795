package io.github.lstmsweep.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

/** Tests that a task's trainer gets the address of the GPU that Spark gave to the task. */
class GivenGpuTest {
  /** A trainer that remembers its address. */
  private record Addressed(String gpu) implements TrialTrainer {
    @Override
    public TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
      throw new UnsupportedOperationException();
    }

    @Override
    public EngineVersion engine() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TrialTrainer on(String address) {
      return new Addressed(address);
    }
  }

  private static final TrialTrainer NONE = new Addressed("none");

  private static ResourceInformation of(String name, String... addresses) {
    return new ResourceInformation(name, addresses);
  }

  @Test
  void theFirstAddressIsTaken() {
    assertThat(GivenGpu.trainer(NONE, Map.of("gpu", of("gpu", "1")))).isEqualTo(new Addressed("1"));
    assertThat(GivenGpu.trainer(NONE, Map.of("gpu", of("gpu", "GPU-8a5b", "GPU-11ce"))))
        .isEqualTo(new Addressed("GPU-8a5b"));
  }

  @Test
  void withoutAnAddressTheTrainerStays() {
    assertThat(GivenGpu.trainer(NONE, Map.of())).isSameAs(NONE);
    assertThat(GivenGpu.trainer(NONE, Map.of("fpga", of("fpga", "0")))).isSameAs(NONE);
    assertThat(GivenGpu.trainer(NONE, Map.of("gpu", of("gpu")))).isSameAs(NONE);
  }
}
