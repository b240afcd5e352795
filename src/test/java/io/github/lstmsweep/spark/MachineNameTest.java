package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineNameTest {
  private static final MachineName.Lookup UNKNOWN =
      () -> {
        throw new UnknownHostException("vm: vm: Name or service not known");
      };

  private int loopbacks;

  @Test
  void whereTheNameResolvesNothingIsDone() {
    require("local[*]", () -> {}, Map.of());
    require("spark://host:7077", () -> {}, Map.of());
    assertThat(loopbacks).isZero();
  }

  @Test
  void aSparkInThisProcessTakesTheLoopbacksName() {
    require("local[*]", UNKNOWN, Map.of());
    assertThat(loopbacks).isEqualTo(1);
  }

  @Test
  void whatAPersonToldSparkStays() {
    require("local[*]", UNKNOWN, Map.of("SPARK_LOCAL_HOSTNAME", "here"));
    require("spark://host:7077", UNKNOWN, Map.of("SPARK_LOCAL_IP", "10.0.0.7"));
    assertThat(loopbacks).isZero();
  }

  @Test
  void aClustersDriverNeedsANameThatResolves() {
    assertThatThrownBy(() -> require("spark://host:7077", UNKNOWN, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot start Spark on the master spark://host:7077: the name of this machine does not"
                + " resolve (vm: vm: Name or service not known); add it to /etc/hosts, or set"
                + " SPARK_LOCAL_HOSTNAME to a name that does");
    assertThat(loopbacks).isZero();
  }

  private void require(String master, MachineName.Lookup lookup, Map<String, String> environment) {
    MachineName.require(master, lookup, environment, () -> loopbacks++);
  }
}
