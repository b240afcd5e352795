package io.github.lstmsweep.nn.kernel.vector.unrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnrolledFilesTest {
  @Test
  void eachFileIsWhatTheGeneratorWrites() throws IOException {
    List<Path> different = new ArrayList<>();
    for (Map.Entry<Path, String> file : UnrolledFiles.texts().entrySet()) {
      if (!Files.readString(file.getKey()).equals(file.getValue())) {
        different.add(file.getKey());
      }
    }
    assertThat(different)
        .as("files that differ; rewrite them with: %s", UnrolledFiles.COMMAND)
        .isEmpty();
  }

  @Test
  void everyFileForSixteenLanesIsGenerated() throws IOException {
    try (Stream<Path> files = Files.list(UnrolledFiles.FOLDER)) {
      List<Path> unrolled = files.filter(file -> file.toString().endsWith("16.java")).toList();
      assertThat(UnrolledFiles.texts()).containsOnlyKeys(unrolled);
    }
  }
}
