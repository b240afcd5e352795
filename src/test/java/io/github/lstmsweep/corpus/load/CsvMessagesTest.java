package io.github.lstmsweep.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.TimeSeries;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what a person is told about the CSV file of a spreadsheet. */
class CsvMessagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          300,5      | 300,5, must be a finite number; a decimal has a point and no comma
          1,234.5    | 1,234.5, must be a finite number; its decimals follow a point, and nothing stands between its thousands
          1.234,5    | 1.234,5, must be a finite number; its decimals follow a point, and nothing stands between its thousands
          -1 234 567 | -1 234 567, must be a finite number; its decimals follow a point, and nothing stands between its thousands
          2'500      | 2'500, must be a finite number; its decimals follow a point, and nothing stands between its thousands
          1e39       | 1e39, must be from -3.4e38 to 3.4e38
          -4e38      | -4e38, must be from -3.4e38 to 3.4e38
          1e         | 1e, must be a finite number
          NA         | NA, must be a finite number
          2026-01-05 | 2026-01-05, must be a finite number
          20 °C      | 20 °C, must be a finite number
          """)
  void aCellThatIsNoNumberIsToldWithTheMend(String cell, String problem) {
    assertThatThrownBy(() -> read("day;sold\n1;2\n2;" + cell + "\n", List.of("sold"), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use column sold of corpus a.csv: line 3 has " + problem);
  }

  @Test
  void aNameOfTwoColumnsIsRefusedWhereItIsWanted() {
    String csv = "day,sold,heat,heat\n1,2,3,4\n";
    assertThat(read(csv, List.of("sold"), List.of("day"))).hasSize(1);
    assertThatThrownBy(() -> read(csv, List.of("sold"), List.of("heat")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use column heat of corpus a.csv: must be the name of one column, but 2 columns"
                + " have it");
  }

  @Test
  void aNameThatIsNotUtf8IsToldAsSuch() {
    Charset latin1 = StandardCharsets.ISO_8859_1;
    byte[] csv = "day,Verk\u00e4ufe\n1,2\n".getBytes(latin1);
    CorpusSource source = CorpusSource.of("a.csv");
    assertThat(CsvColumn.read(source, csv, List.of("day"), List.of())).hasSize(1);
    assertThatThrownBy(() -> CsvColumn.read(source, csv, List.of("Verk\u00e4ufe"), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set column to Verk\u00e4ufe: must be one that a.csv has, which are day,"
                + " Verk\uFFFDufe; a CSV file must be UTF-8, so convert it, for instance with"
                + " iconv");
  }

  @Test
  void namesMayHaveBlanksAndUmlauts() {
    String csv = "\uFEFFDatum; Verk\u00e4ufe gesamt ;\"Preis (\u20ac)\"\n1.1.;2;3\n";
    assertThat(
            read(csv, List.of("Verk\u00e4ufe gesamt"), List.of("Preis (\u20ac)"))
                .get(0)
                .inputColumns())
        .singleElement()
        .satisfies(column -> assertThat(column.values()).containsExactly(3f));
  }

  private static List<TimeSeries> read(String csv, List<String> series, List<String> inputs) {
    return CsvColumn.read(
        CorpusSource.of("a.csv"), csv.getBytes(StandardCharsets.UTF_8), series, inputs);
  }
}
