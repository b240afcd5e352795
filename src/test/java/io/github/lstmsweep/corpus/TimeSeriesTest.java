package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the built-in series and columns of CSV files. */
class TimeSeriesTest {
  @TempDir Path folder;

  /** If this fails, every table made of it claims rows that it can no longer reproduce. */
  @Test
  void theNoisySineIsTheSameOnEveryPlatform() {
    TimeSeries series = loader().loadSeries("noisy-sine", "");
    assertThat(series.length()).isEqualTo(1_000);
    assertThat(series.noise()).hasValue(0.2);
    assertThat(series.sha256())
        .isEqualTo("567ceb70275b6601147235ba7e9086bd06b09ef72f13a4822a726463a7ca6058");
  }

  @Test
  void itsNoiseHasTheMeanTheSpreadAndTheTailsOfANormalDistribution() {
    float[] values = loader().loadSeries("noisy-sine", "").values();
    double sum = 0;
    double squares = 0;
    int within = 0;
    for (int i = 0; i < values.length; i++) {
      double noise = values[i] - Math.sin(0.01 * (i + 1));
      sum += noise;
      squares += noise * noise;
      within += Math.abs(noise) < 0.2 ? 1 : 0;
    }
    // The bounds are four standard errors.
    assertThat(sum / 1_000).isCloseTo(0, within(4 * 0.2 / Math.sqrt(1_000)));
    assertThat(Math.sqrt(squares / 1_000)).isCloseTo(0.2, within(4 * 0.2 / Math.sqrt(2_000)));
    assertThat(within / 1_000.0).isCloseTo(0.6827, within(4 * Math.sqrt(0.217 / 1_000)));
  }

  @Test
  void aColumnIsReadByItsNameWhereverItStandsAndHoweverItIsQuoted() throws IOException {
    Path file =
        csv("\uFEFFday,\"price, \"\"adjusted\"\"\",#n\r\nMon,1.5,1\r\n\"Tue\",\" -2e3 \",2\r\n");
    TimeSeries series = loader().loadSeries(file.toString(), "price, \"adjusted\"");
    assertThat(series.values()).containsExactly(1.5f, -2000f);
    assertThat(series.name()).isEqualTo(file.toString());
    assertThat(series.column()).isEqualTo("price, \"adjusted\"");
    assertThat(series.noise()).isEmpty();
    assertThat(loader().loadSeries(file.toUri().toString(), "#n").values()).containsExactly(1, 2);
    assertThat(loader().loadSeries(csv("n\n7").toString(), "n").values()).containsExactly(7);
  }

  @Test
  void theHashIsOfTheValuesAndNotOfTheFile() throws IOException {
    String one = loader().loadSeries(csv("a,b\n1,x\n2,y\n").toString(), "a").sha256();
    String same = loader().loadSeries(csv("c\n1.0\n2e0\n").toString(), "c").sha256();
    String other = loader().loadSeries(csv("c\n1\n3\n").toString(), "c").sha256();
    assertThat(same).isEqualTo(one).isNotEqualTo(other);
  }

  @Test
  void anotherSchemeGoesToTheRemoteReader() {
    CorpusLoader remote =
        new CorpusLoader(
            Optional.empty(),
            Map.of(),
            (uri, most) -> new ByteArrayInputStream("p\n4\n5\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(remote.loadSeries("hdfs://host/a.csv", "p").values()).containsExactly(4, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          day,p;1,2;2,abc;3,4     | line 3 has abc, must be a finite number
          day,p;1,2;2,NaN;3,4     | line 3 has NaN, must be a finite number
          day,p;1,2;2,Infinity    | line 3 has Infinity, must be a finite number
          day,p;1,1e99            | line 2 has 1e99, must be from -3.4e38 to 3.4e38
          day,p;1,2;2,;3,4        | line 3 has nothing there, must be a finite number
          day,p;1,2;2;3,4         | line 3 has nothing there, must be a finite number
          day,p;1,2;;3,4          | line 3 has nothing there, must be a finite number
          day,p;1,1f              | line 2 has 1f, must be a finite number
          """)
  void whatIsNoNumberIsNamedWithItsLine(String lines, String reason) throws IOException {
    Path file = csv(lines.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), "p"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use column p of corpus " + file + ": " + reason);
  }

  /** A lenient parser would join these lines, and values would be missing silently. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          day,p;"a,1;b,2;     | line 2 opens a quote that is never closed
          day,p;a,1;"b;c,2;   | line 3 opens a quote that is never closed
          p,day;1,"a"b;2,c;   | line 2 has text behind a closing quote, must have a comma or end there
          p,day;1,"a;b";2,0;  | line 4 has a byte that is zero, must be UTF-8 text
          p,day;1,a%2,b;      | line 2 has another end than a line before it, must have the same
          p,day;1,a;2,b%      | line 3 has another end than a line before it, must have the same
          """)
  void linesThatAreNoTableAreRefused(String lines, String reason) throws IOException {
    Path file = csv(lines.replace(';', '\n').replace('%', '\r').replace('0', '\0'));
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), "p"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use column p of corpus " + file + ": " + reason);
  }

  @Test
  void linesMayEndAsOnAnySystemAndQuotesStandInsideACell() throws IOException {
    for (String lines :
        List.of(
            "day,p\ra,1\rb,2\r",
            "day,p\r\na,1\nb,2",
            "day,p\na\"b,1\n \"\"\"c\n\"\" \" ,2\n",
            "\ufeff\"day\",p\na,1\n,2\n")) {
      assertThat(loader().loadSeries(csv(lines).toString(), "p").values()).containsExactly(1, 2);
    }
  }

  @Test
  void aColumnThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
    Path file = csv("day,price\n1,2\n");
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), "prise"))
        .hasMessage(
            "Cannot set column to prise: must be one that " + file + " has, which are day, price");
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), ""))
        .hasMessage("Cannot leave out column: must be the name of one that " + file + " has");
    assertThatThrownBy(() -> loader().loadSeries("noisy-sine", "price"))
        .hasMessage("Cannot set column to price: must be left out, as noisy-sine has none");
    Path empty = csv("");
    assertThatThrownBy(() -> loader().loadSeries(empty.toString(), "p"))
        .hasMessage(
            "Cannot use corpus "
                + empty
                + ": must be a CSV file whose first line names its columns");
    assertThatThrownBy(() -> loader().loadSeries("no/such.csv", "p"))
        .hasMessage(
            "Cannot read corpus no/such.csv: no such file; must be noisy-sine, the path of a CSV"
                + " file or a URI");
    assertThatThrownBy(() -> loader().loadSeries("s3a://key:secret@bucket/a.csv", "p"))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void theColumnsNameTellsTheDelimiter() throws IOException {
    for (String lines :
        List.of(
            "day;close\na;1\nb;2\n",
            "day\tclose\r\na\t1\r\nb\t2\r\n",
            "\ufeff\"day\" ; \"close\"\n\"a;b\";1\nb; 2 \n",
            "a|close|b\n1,5|1|x\n|2\n",
            "close;x,y\n1;2,3\n2;4,5\n")) {
      assertThat(loader().loadSeries(csv(lines).toString(), "close").values())
          .as(lines)
          .containsExactly(1, 2);
    }
    // The comma comes first, because it is the standard's.
    assertThat(loader().loadSeries(csv("x;close,close\n5,1\n6,2\n").toString(), "close").values())
        .containsExactly(1, 2);
  }

  @Test
  void aWrongColumnIsToldWithTheDelimiterSeen() throws IOException {
    Path file = csv("date;close\n1;2\n");
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), "clsoe"))
        .hasMessage(
            "Cannot set column to clsoe: must be one that "
                + file
                + " has, which are date, close (a semicolon between them)");
  }

  @Test
  void aDecimalCommaIsTold() throws IOException {
    Path semicolons = csv("day;p\na;1,5\n");
    assertThatThrownBy(() -> loader().loadSeries(semicolons.toString(), "p"))
        .hasMessage(
            "Cannot use column p of corpus "
                + semicolons
                + ": line 2 has 1,5, must be a finite number; a decimal has a point and no comma");
    Path commas = csv("day,p\na,1,5\n");
    assertThatThrownBy(() -> loader().loadSeries(commas.toString(), "p"))
        .hasMessage(
            "Cannot use column p of corpus "
                + commas
                + ": line 2 has 3 cells, must have 2 as the first line has; a decimal has a point"
                + " and no comma");
    assertThat(loader().loadSeries(csv("day,p\na,1,\nb,2,,\n").toString(), "p").values())
        .as("cells that are empty")
        .containsExactly(1, 2);
  }

  @Test
  void aCellThatIsLongerThanAnyNumberIsTold() throws IOException {
    Path file = csv("p\n" + "1".repeat(5_000) + "\n");
    assertThatThrownBy(() -> loader().loadSeries(file.toString(), "p"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot use column p of corpus " + file + ": ")
        .hasMessageNotContaining("\n");
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("a.csv"), text);
  }

  private static CorpusLoader loader() {
    return new CorpusLoader(
        Optional.empty(),
        Map.of(),
        (uri, most) -> {
          throw new IOException("nothing remote in this test");
        });
  }
}
