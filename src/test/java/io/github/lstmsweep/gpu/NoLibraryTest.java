package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the engine gpu on a machine that lacks a part of OpenCL. It needs no device. */
class NoLibraryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "org.lwjgl.opencl.libname=libNoSuchOpenCL.so.1,there is no OpenCL library (libNoSuchOpenCL.so.1)",
    "org.lwjgl.libname=noSuchNative,the natives of LWJGL cannot be loaded: Failed to locate library: libnoSuchNative.so",
    "java.io.tmpdir=/no/such/folder,no folder for its natives can be made: /no/such/folder/lstm-sweep-opencl"
  })
  void theMissingPartIsNamedInOneLine(String property, String missing) throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: no-library
            corpus: harbour
            windows: {train: 64, validation: 32}
            parameters:
              num_hiddens: {value: 3}
              num_epochs: {value: 1}
            """);
    Path out = folder.resolve("out");
    try (Child run =
        new Child(
            folder.resolve("log"), "", property, "run", spec, "--out", out, "--engine", "gpu")) {
      assertThat(run.exitCode()).as(run.printed().toString()).isEqualTo(2);
      assertThat(run.printed())
          .filteredOn(line -> !line.contains("incubator") && !line.startsWith("text: "))
          .singleElement()
          .asString()
          .startsWith("Cannot train with the engine gpu: " + missing)
          .endsWith("; docs/gpu.md says what it needs");
    }
    assertThat(out).doesNotExist();
  }
}
