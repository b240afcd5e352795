package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that choose an engine. */
public final class EngineChoice {
  private static final String AUTO = "auto";
  private static final int LARGEST_PACK = 1_024;

  @Option(
      names = "--engine",
      paramLabel = AUTO + "|${bundle:engine.names}",
      completionCandidates = Names.class,
      description =
          "${bundle:engine.descriptions}; auto (default): ${bundle:engine.of.gpus} if Spark gives"
              + " every task a GPU, else ${bundle:engine.by.default}.")
  private String engine = AUTO;

  @Option(
      names = "--pack",
      paramLabel = "N",
      description =
          "With ${bundle:engine.packing}: how many trials that differ in lr, gradient_clip and seed"
              + " only are trained as one computation (default: as many as fill the device with gpu, "
              + Engine.PACK
              + " with nd4j).")
  private Optional<Integer> pack = Optional.empty();

  /** Only picocli calls this. */
  EngineChoice() {}

  /** Refuses a number of trials in a pack that is out of its bounds. */
  static void checkPack(int size) {
    if (size < 1 || size > LARGEST_PACK) {
      throw UserException.badInput(
          "Cannot set --pack to " + size + ": must be a whole number from 1 to " + LARGEST_PACK);
    }
  }

  /**
   * Returns the engine for a sweep, before Spark starts.
   *
   * @throws UserException if there is no such engine, or if it cannot train the sweep here
   */
  public Engine engine(SweepInput sweep) {
    pack.ifPresent(EngineChoice::checkPack);
    Optional<String> gpu = SweepSession.gpuAskedFor();
    Engine chosen = chosen(gpu.isPresent());
    if (gpu.isPresent() && !chosen.trainsOnGpus()) {
      throw UserException.badInput(
          "Cannot set "
              + gpu.get()
              + " with --engine "
              + chosen.name()
              + ": must be left out, since the GPU would idle; --engine "
              + Engines.onGpus().name()
              + " trains on it");
    }
    if (pack.isPresent() && !chosen.packs()) {
      throw UserException.badInput(
          "Cannot set --pack to "
              + pack.get()
              + " where the engine is "
              + chosen.name()
              + ": must be left out, or --engine "
              + Engines.names(Engines.packing(), " or ")
              + " given");
    }
    Optional<String> refusal = sweep.refusal(chosen);
    if (refusal.isPresent()) {
      throw UserException.badInput(
          refusal.get() + "; --engine " + Engines.byDefault().name() + " trains every trial");
    }
    chosen.requireLibraries(gpu);
    return chosen;
  }

  private Engine chosen(boolean hasGpu) {
    if (engine.equals(AUTO)) {
      return hasGpu ? Engines.onGpus() : Engines.byDefault();
    }
    return Engines.named(engine)
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot set --engine to "
                        + engine
                        + ": must be one of "
                        + AUTO
                        + ", "
                        + Engines.names(", ")));
  }

  /** Picocli makes one, for the completion by a shell. */
  static final class Names extends Words {
    Names() {
      super(Stream.concat(Stream.of(AUTO), Engines.ALL.stream().map(Engine::name)).toList());
    }
  }

  /** Makes the trainer of an engine, with packs of the size that was given or that suits it. */
  public TrialTrainer trainer(Engine of) {
    return pack.map(of::trainer).orElseGet(of::trainer);
  }
}
