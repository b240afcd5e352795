package io.github.lstmsweep.train.engine;

import java.io.Serializable;

/**
 * The origin of a row: an engine as it is in one process.
 *
 * @param name of the engine: see {@link Engine#name}
 * @param version of this software
 * @param kernels {@code vector} or {@code scalar}; for the remaining engines ND4J's backend
 * @param reproducibility the machines that compute the same bits; {@code any-cpu} means every CPU
 */
public record EngineVersion(String name, String version, String kernels, String reproducibility)
    implements Serializable {
  /** Makes an engine's version with this software's version. */
  public static EngineVersion of(String name, String kernels, String reproducibility) {
    String version = TrialTrainer.class.getPackage().getImplementationVersion();
    return new EngineVersion(
        name, version == null ? "unpackaged" : version, kernels, reproducibility);
  }
}
