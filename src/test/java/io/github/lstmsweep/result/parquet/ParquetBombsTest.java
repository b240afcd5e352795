package io.github.lstmsweep.result.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.ResultFiles;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.ParquetInput;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that small files are refused which used to take all memory. {@code FuzzSeedsTest} counts
 * their present cost.
 */
class ParquetBombsTest {
  private static final Map<String, byte[]> FILES = ResultFiles.rows();

  @ParameterizedTest
  @CsvSource({
    "bomb-chunk-size,its footer promises more bytes than it can have",
    "bomb-chunk-negative,its footer promises more bytes than it can have",
    "bomb-values,its footer promises more values than it can have",
    "bomb-nulls,its footer promises more rows than it can have",
    "bomb-list,its footer is broken",
    "bomb-text,its footer is broken",
    "bomb-levels,its columns are nested too deeply",
    "bomb-dictionary,a page's header is broken",
    "bomb-deltas,a page's header is broken"
  })
  void aFileThatPromisesMoreThanItHasIsRefused(String name, String reason) {
    byte[] file = ParquetInput.file(FILES.get(name));
    assertThatThrownBy(() -> MultiRowFile.each(file, row -> {}))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(reason);
  }
}
