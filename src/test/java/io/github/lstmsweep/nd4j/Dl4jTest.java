package io.github.lstmsweep.nd4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import org.junit.jupiter.api.Test;

class Dl4jTest {
  @Test
  void withoutItsJarsItIsToldWhereTheyAre() {
    assertThatThrownBy(() -> Dl4j.requireIn(ClassLoader.getPlatformClassLoader(), "rescore"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot rescore without DL4J: its jars must be on the class path, as lstm-sweep"
                + " of the sources puts them there; mvn package -Pdl4j-jar makes one of them for"
                + " --jars or LSTM_SWEEP_DL4J_JAR")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void withThemItIsThere() {
    assertThatCode(() -> Dl4j.require("rescore")).doesNotThrowAnyException();
  }
}
