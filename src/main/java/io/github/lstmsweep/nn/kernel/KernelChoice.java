package io.github.lstmsweep.nn.kernel;

import java.lang.module.ModuleFinder;
import java.util.Locale;

/**
 * The kernels of this process. They are chosen once. The system property {@value #PROPERTY} forces
 * {@code vector} or {@code scalar}.
 *
 * @param kernels chosen
 */
public record KernelChoice(Kernels kernels) {
  /** The system property that forces the choice: {@code vector} or {@code scalar}. */
  public static final String PROPERTY = "lstmsweep.kernels";

  private static final String MODULE = "jdk.incubator.vector";

  private static final class Holder {
    static final KernelChoice CHOSEN = choose(System.getProperty(PROPERTY, "auto"));
  }

  /** The choice of this process. */
  public static KernelChoice get() {
    return Holder.CHOSEN;
  }

  static KernelChoice choose(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new KernelChoice(new ScalarKernels());
      case "vector" -> new KernelChoice(vector());
      case "auto" -> new KernelChoice(hasVectorApi() ? vector() : new ScalarKernels());
      default ->
          throw new IllegalArgumentException(
              "Cannot set " + PROPERTY + " to " + wanted + ": must be vector or scalar");
    };
  }

  private static boolean hasVectorApi() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** A whole sentence that tells how to get vector kernels with this machine's Java. */
  public static String mend() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent()
        ? "Start Java with --add-modules " + MODULE + "."
        : "Take a JDK: the Java in "
            + System.getProperty("java.home")
            + " lacks the module "
            + MODULE
            + ".";
  }

  // Loaded by name: the class is compiled separately (see pom.xml) and needs the module.
  private static Kernels vector() {
    if (!hasVectorApi()) {
      throw new IllegalStateException(
          "Cannot set " + PROPERTY + " to vector: must be scalar here. " + mend());
    }
    try {
      return Class.forName("io.github.lstmsweep.nn.kernel.vector.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot load the vector kernels", e);
    }
  }
}
