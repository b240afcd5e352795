package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code plan} with GPUs. */
class GpuPlanTest {
  private static final String SPEC = "conf/quickstart.yaml";

  @Test
  void itPredictsTheSweepAndEachShape() {
    Shell one = Shell.run("plan", SPEC, "--gpus", "1", "--device", "h100", "--pack", "2");
    assertThat(one.exitCode()).as(one.err().toString()).isZero();
    assertThat(one.out())
        .anyMatch(
            line -> line.matches("predicted .* on 1 GPU of NVIDIA H100 SXM, .* tokens per .*"))
        .filteredOn(line -> line.startsWith("lstm 1x"))
        .hasSize(4);
    assertThat(Shell.run("plan", SPEC).out()).noneMatch(line -> line.contains("GPU"));
  }

  @Test
  void itPrintsThePackThatFillsTheDevice() {
    Shell plan = Shell.run("plan", SPEC, "--gpus", "1", "--device", "h100");
    assertThat(plan.exitCode()).as(plan.err().toString()).isZero();
    assertThat(plan.out())
        .filteredOn(line -> line.startsWith("lstm 1x"))
        .hasSize(4)
        .allMatch(line -> line.matches(".*  (128|256|512)  .*"));
  }

  @ParameterizedTest
  @CsvSource({
    "--gpus=1 --device=tpu,'Cannot predict for the device tpu: must be one of h100, a100-80gb, a100-40gb, l4, mi300x, mi210, max-1550'",
    "--gpus=0 --device=h100,'Cannot set --gpus to 0: must be a whole number above 0'",
    "--gpus=1 --device=h100 --pack=0,'Cannot set --pack to 0: must be a whole number from 1 to 1024'",
    "--device=h100,'Cannot set --device to h100 without --gpus: must be with --gpus N'",
    "--pack=8,'Cannot set --pack to 8 without --gpus: must be with --gpus N'"
  })
  void whatMakesNoSenseIsRefused(String options, String message) {
    String[] words = ("plan " + SPEC + " " + options).split(" ");
    Shell plan = Shell.run((Object[]) words);
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.err()).containsExactly(message);
  }
}
