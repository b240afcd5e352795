package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.train.engine.TrialTrainer;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark gives to a task. */
final class GivenGpu {
  private static final String RESOURCE = "gpu";

  private GivenGpu() {}

  /**
   * Returns a trainer for the first GPU of a task.
   *
   * @param resources of the task, by their names
   * @return the same trainer if the task has no GPU
   */
  static TrialTrainer trainer(TrialTrainer trainer, Map<String, ResourceInformation> resources) {
    ResourceInformation gpu = resources.get(RESOURCE);
    return gpu == null || gpu.addresses().length == 0 ? trainer : trainer.on(gpu.addresses()[0]);
  }
}
