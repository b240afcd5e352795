package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/table.md} describes every column and status as the code has it. */
class DocumentedTableTest {
  private static final Path PAGE = Path.of("docs", "table.md");

  /** The cells that the code has too: all but those on null. */
  private static final int[] CELLS = {0, 1, 2, 4};

  @Test
  void thePageListsTheColumnsInTheirOrderAsTheCodeDescribesThem() throws IOException {
    assertThat(documented("## Columns", CELLS)).isEqualTo(described(ResultSchema.columns()));
  }

  @Test
  void thePageListsTheFieldsOfTheCurve() throws IOException {
    assertThat(documented("### An element of `curve`", CELLS))
        .isEqualTo(described(ResultSchema.epochColumns()));
  }

  @Test
  void thePageListsTheFieldsOfTheForecasts() throws IOException {
    assertThat(documented("### An element of `forecasts`", CELLS))
        .isEqualTo(described(ResultSchema.forecastColumns()));
  }

  @Test
  void thePageListsTheEngines() throws IOException {
    assertThat(documented("### Engines", 0, 1))
        .isEqualTo(Engines.ALL.stream().map(e -> e.name() + " | " + e.description()).toList());
  }

  @Test
  void thePageListsTheStatuses() throws IOException {
    assertThat(documented("### `status`", 0))
        .isEqualTo(Arrays.stream(TrialStatus.values()).map(Enum::name).toList());
  }

  private static <T> List<String> described(List<Column<T>> columns) {
    return columns.stream()
        .map(
            c ->
                String.join(
                    " | ",
                    c.name(),
                    c.type().sql().toLowerCase(Locale.ROOT),
                    c.origin() == Column.Origin.COMPUTED ? "yes" : "no",
                    c.description()))
        .toList();
  }

  /**
   * Returns these cells of every row of the first table under a heading, without signs of Markdown
   * and without the targets of links.
   */
  private static List<String> documented(String heading, int... cells) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.equals(heading))
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.replaceAll("^\\| *|`", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"))
        .map(line -> line.split(" *\\| *"))
        .map(row -> Arrays.stream(cells).mapToObj(i -> row[i]).collect(Collectors.joining(" | ")))
        .toList();
  }
}
