package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the kernels in Oclgrind (Price and McIntosh-Smith 2015), a simulator of an OpenCL device. It
 * reports work-items that use a word without a barrier between them, words out of an array, and
 * barriers that only some work-items reach. PoCL hides such faults, because it runs the work-items
 * of a group one after the other.
 */
class KernelRacesTest {
  /** Debian's package {@code oclgrind} has it. */
  private static final Path SIMULATOR = Path.of("/usr/lib/oclgrind/liboclgrind-rt-icd.so");

  @TempDir Path folder;

  @Test
  void noWorkItemsRace() throws Exception {
    if (!Boolean.getBoolean("opencl.tests") || !Files.exists(SIMULATOR)) {
      System.err.println(
          "SKIPPED: the search for races in kernels needs -Dopencl.tests=true and Debian's oclgrind");
      abort("there is no simulator of a device");
    }
    List<String> printed = simulated();
    assertThat(printed.get(0)).contains("Oclgrind");
    assertThat(printed).filteredOn(line -> !line.matches("(device|begins|equal) .*")).isEmpty();
    assertThat(printed)
        .filteredOn(line -> line.startsWith("equal "))
        .hasSize(SimulatedKernels.CASES.size());
  }

  private List<String> simulated() throws IOException, InterruptedException {
    Path vendors = Files.createDirectory(folder.resolve("vendors"));
    Files.writeString(vendors.resolve("oclgrind.icd"), SIMULATOR + "\n");
    Map<String, String> environment =
        Map.of(
            "OCL_ICD_VENDORS", vendors.toString(),
            "OCLGRIND_DATA_RACES", "1",
            "OCLGRIND_CHECK_API", "1",
            "OCLGRIND_MAX_ERRORS", "5",
            // With more threads, Oclgrind 21.10 ends the process when a queue is flushed.
            "OCLGRIND_NUM_THREADS", "1");
    Path log = folder.resolve("log.txt");
    try (Child child = new Child(log, environment, List.of(), SimulatedKernels.class)) {
      child.exitCode(); // The lines say more.
      // Java and the compiler have warnings, which are none of a kernel.
      return child.printed().stream()
          .filter(line -> !line.startsWith("WARNING: Using incubator"))
          .filter(line -> !line.matches("[0-9]+ warnings? generated\\."))
          .toList();
    }
  }
}
