package io.github.lstmsweep.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CsvColumns.Column;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvColumnsTest {
  @Test
  void theCellsOfEveryColumnAreCounted() {
    CsvColumns columns =
        read("\uFEFFt,\"a, b\",c\n1,2.5e3,\"x\n y\"\n2,,\n3, -4 ,nan\n\n4\n", "a.csv");
    assertThat(columns.lines()).isEqualTo(5);
    assertThat(columns.columns())
        .containsExactly(
            new Column("t", 4, 1, 0, 0, 1),
            new Column("a, b", 2, 3, 0, 0, 1),
            new Column("c", 0, 3, 2, 0, 1));
    assertThat(columns.columns()).noneMatch(Column::isSeries);
  }

  @Test
  void aColumnIsASeriesIfTheLoaderTakesIt() {
    String csv = "day;open;close;volume;low;low\nmon;1,5;1.5;;1;2\ntue;2,5;2.5;7;1;2\n";
    CsvColumns columns = read(csv, "a.csv");
    assertThat(columns.columns()).hasSize(6);
    assertThat(columns.columns().get(1)).isEqualTo(new Column("open", 0, 0, 2, 2, 1));
    assertThat(columns.columns().get(5)).isEqualTo(new Column("low", 2, 0, 0, 0, 2));
    for (Column column : columns.columns()) {
      boolean isTaken;
      try {
        isTaken = CsvColumn.read(CorpusSource.of("a.csv"), bytes(csv), column.name()).length() == 2;
      } catch (UserException e) {
        isTaken = false;
      }
      assertThat(column.isSeries()).as(column.name()).isEqualTo(isTaken);
    }
    assertThat(columns.columns().get(2).isSeries()).isTrue();
  }

  @Test
  void namesAloneAreNoSeries() {
    assertThat(read("a,b\n", "a.csv").columns())
        .containsExactly(new Column("a", 0, 0, 0, 0, 1), new Column("b", 0, 0, 0, 0, 1))
        .noneMatch(Column::isSeries);
  }

  @Test
  void aFileThatIsNoTableIsRefused() {
    assertThatThrownBy(() -> read("", "a.csv"))
        .hasMessage(
            "Cannot use corpus a.csv: must be a CSV file whose first line names its columns");
    assertThatThrownBy(() -> read("a,b\n1,\"2\n", "a.csv"))
        .hasMessage("Cannot use corpus a.csv: line 2 opens a quote that is never closed");
    assertThatThrownBy(() -> read("a,b\n1,2\n1,5,2\n", "a.csv"))
        .hasMessage(
            "Cannot use corpus a.csv: line 3 has 3 cells, must have 2 as the first line has; a"
                + " decimal has a point and no comma");
  }

  private static CsvColumns read(String csv, String name) {
    return CsvColumns.read(bytes(csv), name);
  }

  private static byte[] bytes(String csv) {
    return csv.getBytes(StandardCharsets.UTF_8);
  }
}
