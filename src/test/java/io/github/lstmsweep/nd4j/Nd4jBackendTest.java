package io.github.lstmsweep.nd4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Nd4jBackendTest {
  @Test
  void withoutItsJarsItIsToldWhereTheyAre() {
    assertThatThrownBy(
            () -> Nd4jBackend.requireIn(ClassLoader.getPlatformClassLoader(), Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot train with the engine nd4j without ND4J: its jars must be on the class path, as"
                + " lstm-sweep of the sources puts them there; mvn package -Pdl4j-jar makes one of"
                + " them for --jars or LSTM_SWEEP_DL4J_JAR")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aGpuThatItDoesNotUseIsNoReasonToTrainElsewhere() {
    assertThatThrownBy(() -> new Nd4jTrainer(2).on("0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "ND4J cannot use GPU 0 here, which Spark gave to a task, and took"
                + " org.nd4j.linalg.cpu.nativecpu.CpuBackend instead: its CUDA backend needs the"
                + " libraries of CUDA 11.6");
  }

  @Test
  void theCpuBackendIsEnoughWhereNoGpuIsAskedFor() {
    assertThatCode(() -> Nd4jBackend.require(Optional.empty())).doesNotThrowAnyException();
  }
}
