package io.github.lstmsweep.nn.kernel;

import java.util.Locale;

/**
 * The kernels of this process and why they were chosen. Decided once; the system property {@value
 * #PROPERTY} forces {@code vector} or {@code scalar}.
 *
 * @param kernels chosen
 * @param reason one clause for the log
 */
public record KernelChoice(Kernels kernels, String reason) {
  /** Forces the choice: {@code vector} or {@code scalar}. */
  public static final String PROPERTY = "lstmsweep.kernels";

  private static final class Holder {
    static final KernelChoice CHOSEN = choose(System.getProperty(PROPERTY, "auto"));
  }

  /** The choice of this process. */
  public static KernelChoice get() {
    return Holder.CHOSEN;
  }

  static KernelChoice choose(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new KernelChoice(new ScalarKernels(), PROPERTY + "=scalar asks for them");
      case "vector" -> new KernelChoice(vector(), PROPERTY + "=vector asks for them");
      case "auto" ->
          hasVectorApi()
              ? new KernelChoice(vector(), "the JDK's Vector API is there")
              : new KernelChoice(
                  new ScalarKernels(),
                  "the JDK's Vector API is missing (start Java with"
                      + " --add-modules jdk.incubator.vector): same results, many times slower");
      default ->
          throw new IllegalArgumentException(
              "Cannot set " + PROPERTY + " to " + wanted + ": must be vector or scalar");
    };
  }

  private static boolean hasVectorApi() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  // By name, because the class is compiled apart (see pom.xml) and loads only with the module.
  private static Kernels vector() {
    if (!hasVectorApi()) {
      throw new IllegalStateException(
          "Cannot set "
              + PROPERTY
              + " to vector: start Java with --add-modules jdk.incubator.vector");
    }
    try {
      return Class.forName("io.github.lstmsweep.nn.kernel.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot load the vector kernels", e);
    }
  }
}
