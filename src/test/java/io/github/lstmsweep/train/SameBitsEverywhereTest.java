package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks that forty mixed trials, ten on a time series, have equal parameters on every kind of
 * kernel.
 */
class SameBitsEverywhereTest {
  private static final int TRIALS = MixedTrials.LANGUAGE_MODELS + 10;
  private static List<String> expected;

  @BeforeAll
  static void trainHere() {
    expected = MixedTrials.hashes(KernelChoice.get().kernels(), 1, TRIALS);
    assertThat(expected).hasSize(TRIALS).doesNotHaveDuplicates();
  }

  @Test
  void scalarKernels() {
    assertThat(MixedTrials.hashes(new ScalarKernels(), 1, TRIALS)).isEqualTo(expected);
  }

  @Test
  void twoAndThreeThreadsATrial() {
    assertThat(MixedTrials.hashes(KernelChoice.get().kernels(), 2, TRIALS)).isEqualTo(expected);
    assertThat(MixedTrials.hashes(KernelChoice.get().kernels(), 3, TRIALS)).isEqualTo(expected);
  }

  @Test
  void vectorsOfAvx2() throws Exception {
    // Only amd64 knows the option.
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    assertThat(java(TRIALS, "vector", "-XX:UseAVX=2")).isEqualTo(expected);
  }

  @Test
  void vectorsOfFourLanes() throws Exception {
    assertThat(java(TRIALS, "vector", "-XX:MaxVectorSize=16")).isEqualTo(expected);
  }

  /** Trains only the first trial, because nothing is compiled. */
  @Test
  void interpretedCode() throws Exception {
    assertThat(java(1, "scalar", "-Xint")).isEqualTo(expected.subList(0, 1));
  }

  private static List<String> java(int trials, String kernels, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MixedTrials.class.getName(),
            kernels,
            "1",
            String.valueOf(trials)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
