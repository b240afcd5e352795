package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.UserException;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Checks which of ND4J's backends this process has. The jar of the sweep contains none. */
public final class Nd4jBackend {
  private static final String ND4J = "org.nd4j.linalg.factory.Nd4j";
  private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  private Nd4jBackend() {}

  /**
   * Refuses to train without the backend that is needed.
   *
   * @param gpu the property that asks Spark for a GPU; empty if none does
   * @throws UserException if the classes of the backend are missing
   */
  public static void require(Optional<String> gpu) {
    requireIn(Nd4jBackend.class.getClassLoader(), gpu);
  }

  static void requireIn(ClassLoader loader, Optional<String> gpu) {
    if (gpu.isPresent() && !has(loader, CUDA)) {
      throw UserException.badInput(
          "Cannot train on the GPU that "
              + gpu.get()
              + " asks for: must have ND4J's CUDA backend on the class path, but it is missing; mvn"
              + " package -Pnd4j-cuda,dl4j-jar makes a jar with it for --jars, or leave the property"
              + " out");
    }
    if (!has(loader, ND4J) || (!has(loader, CPU) && !has(loader, CUDA))) {
      throw UserException.badInput(
          "Cannot train with the engine "
              + Nd4jEngine.NAME
              + " without ND4J: its jars must be on the class path, as"
              + " lstm-sweep of the sources puts them there; mvn package -Pdl4j-jar makes one of"
              + " them for --jars or LSTM_SWEEP_DL4J_JAR");
    }
  }

  /**
   * Refuses to train on anything except the GPU that Spark gave.
   *
   * @param address address of the GPU
   * @throws IllegalStateException if ND4J took another backend
   */
  static void requireCuda(String address) {
    String backend = Nd4j.getBackend().getClass().getName();
    if (!backend.equals(CUDA)) {
      throw new IllegalStateException(
          "ND4J cannot use GPU "
              + address
              + " here, which Spark gave to a task, and took "
              + backend
              + " instead: its CUDA backend needs the libraries of CUDA 11.6");
    }
  }

  private static boolean has(ClassLoader loader, String name) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
