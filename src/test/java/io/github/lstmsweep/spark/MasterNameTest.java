package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterNameTest {
  @AfterEach
  void clear() {
    System.clearProperty("spark.master");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[1]",
        "local[*]",
        "local[4, 2]",
        "local[*,3]",
        "local-cluster[2,1,1024]",
        "spark://host:7077",
        "yarn",
        "k8s://https://host:6443",
        "another://manager"
      })
  void everyFormThatSparkHasIsTaken(String master) {
    assertThatCode(() -> MasterName.require(master)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "local[0]", "local[-1]", "local[two]", "local[", "locl[*]"})
  void whatIsNoMasterIsToldWithTheFormsThatAre(String master) {
    System.setProperty("spark.master", master);
    assertThatThrownBy(() -> SweepSession.forQueries("a"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set the Spark master to "
                + master
                + ": must be local[*], local[N] with N of at least 1, spark://HOST:PORT, yarn or"
                + " k8s://URL; it comes from LSTM_SWEEP_MASTER (lstm-sweep) or --master"
                + " (spark-submit)");
  }
}
