package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the engine gpu on a machine without OpenCL. It needs no device. */
class NoLibraryTest {
  @TempDir Path folder;

  @Test
  void aMachineWithoutTheLibraryIsToldSo() throws Exception {
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
    String library = "org.lwjgl.opencl.libname=libNoSuchOpenCL.so.1";
    try (Child run =
        new Child(
            folder.resolve("log"), "", library, "run", spec, "--out", out, "--engine", "gpu")) {
      assertThat(run.exitCode()).as(run.printed().toString()).isEqualTo(2);
      assertThat(run.printed())
          .contains(
              "Cannot train with the engine gpu: there is no OpenCL library"
                  + " (libNoSuchOpenCL.so.1)");
    }
    assertThat(out).doesNotExist();
  }
}
