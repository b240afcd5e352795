package io.github.lstmsweep.sweep;

import io.github.lstmsweep.gpu.GpuEngine;
import io.github.lstmsweep.nd4j.Dl4jEngine;
import io.github.lstmsweep.nd4j.Nd4jEngine;
import io.github.lstmsweep.train.engine.CpuEngine;
import io.github.lstmsweep.train.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The engines that exist. An engine that is added here can be chosen everywhere. */
public final class Engines {
  /** All engines; the first one is the default. */
  public static final List<Engine> ALL =
      List.of(new CpuEngine(), new GpuEngine(), new Nd4jEngine(), new Dl4jEngine());

  private Engines() {}

  /** The engine that trains unless a different one is chosen. */
  public static Engine byDefault() {
    return ALL.get(0);
  }

  /** The engine that trains if Spark gives every task a GPU. */
  public static Engine onGpus() {
    return ALL.stream().filter(Engine::trainsOnGpus).findFirst().orElseThrow();
  }

  /** The engine named {@code name}, if there is one. */
  public static Optional<Engine> named(String name) {
    return ALL.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }

  /** The engines that train several trials as one computation. */
  public static List<Engine> packing() {
    return ALL.stream().filter(Engine::packs).toList();
  }

  /** All names with {@code separator} between them. */
  public static String names(String separator) {
    return names(ALL, separator);
  }

  /** The names of these engines with {@code separator} between them. */
  public static String names(List<Engine> engines, String separator) {
    return engines.stream().map(Engine::name).collect(Collectors.joining(separator));
  }
}
