package io.github.lstmsweep.gpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.ItemTile;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Computes the tables of docs/gpu.md again. */
class PredictedTableTest {
  private static final List<Integer> HIDDENS = List.of(8, 16, 32, 64, 128);
  private static final int VOCABULARY = 28;
  private static final Path PAGE = Path.of("docs", "gpu.md");
  private static final Path SOURCES = Path.of("src", "main");

  private static Shape shape(int hiddens) {
    return new Shape(Architecture.of(VOCABULARY, Cell.LSTM, hiddens), 32, false, 1, false, 1024);
  }

  private static PackForecast filling(int hiddens, DeviceFigures device) {
    return PackForecast.filling(shape(hiddens), 1, device).orElseThrow();
  }

  @Test
  void thePageHasThePredictedTables() throws IOException {
    List<String> lines = new ArrayList<>();
    for (DeviceFigures d : KnownDevices.ALL) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %.1f | %.0f | %d | %d | %,d | %.0f |",
              d.key(),
              d.name(),
              d.flopPerSecond() / 1e12,
              d.bytesPerSecond() / 1e9,
              d.units(),
              d.unit().localBytes() / 1024,
              d.unit().registers(),
              d.globalBytes() / 1e9));
    }
    DeviceFigures h100 = KnownDevices.named("h100");
    for (int h : HIDDENS) {
      PackForecast pack = filling(h, h100);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | %,d | %,.0f | %d | %d | %.0f%% | %s |",
              h,
              24 * h * h + 6 * h * VOCABULARY,
              pack.bytesPerToken(),
              pack.launches(),
              pack.plan().places(),
              100 * pack.occupancy(),
              "`" + pack.longestKernel() + "`"));
    }
    for (int h : HIDDENS) {
      PackForecast pack = filling(h, h100);
      double one = of(h, 1, h100).tokensPerSecond();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.1f | %.1f | %.0f | %.0f | %.0f |",
              h,
              pack.places(),
              pack.bytes() / 1e9,
              new MemoryPlan(shape(h), 512, 512, 4).bytes() / 1e9,
              one / 1e6,
              pack.tokensPerSecond() / 1e6,
              pack.tokensPerSecond() / one));
      ItemTile tile = tile(h);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | %d × %d, %.1f | %d × %d, %.1f | %d × %d, %.1f | %d |",
              h,
              tile.rows(),
              4,
              perWord(tile.rows(), 4),
              tile.rowsBack(),
              tile.unitsBack(),
              perWord(tile.rowsBack(), tile.unitsBack()),
              tile.slots(),
              tile.units(),
              perWord(tile.slots(), tile.units()),
              mostRegisters(h)));
    }
    for (DeviceFigures d : KnownDevices.ALL) {
      StringBuilder line = new StringBuilder("| `" + d.key() + "` |");
      for (int h : HIDDENS) {
        PackForecast pack = filling(h, d);
        line.append(
            String.format(
                Locale.ROOT, " %.0f, %s |", pack.tokensPerSecond() / 1e6, pack.bound().text()));
      }
      lines.add(line.toString());
    }
    assertThat(Files.readAllLines(PAGE)).containsAll(lines);
  }

  private static PackForecast of(int hiddens, int places, DeviceFigures device) {
    return PackForecast.of(shape(hiddens), 1, places, device).orElseThrow();
  }

  private static ItemTile tile(int hiddens) {
    return ItemTile.of(Program.OF_ONE_SHAPE, shape(hiddens), Bench.GROUP, Bench.OF_EACH);
  }

  /** Multiply-adds of a work-item per word that it loads. */
  private static double perWord(int rows, int columns) {
    return (double) rows * columns / (rows + columns);
  }

  private static int mostRegisters(int hiddens) {
    ItemTile tile = tile(hiddens);
    return Math.max(
        Math.max(tile.registersForward(shape(hiddens)), tile.registersBackward()),
        Math.max(tile.registersWeights(), tile.registersTokens()));
  }

  @Test
  void noKernelNeedsMoreRegistersThanFourGroupsPerUnitLeave() {
    for (int h = 1; h <= 128; h++) {
      assertThat(mostRegisters(h)).as("at %d units", h).isBetween(40, 128);
    }
  }

  /** The target of the engine, and the published speed that it is compared with. */
  @Test
  void thePredictionIsAboveTheTarget() {
    DeviceFigures h100 = KnownDevices.named("h100");
    double packed = filling(32, h100).tokensPerSecond();
    assertThat(packed).isGreaterThan(300e6);
    assertThat(packed / of(32, 1, h100).tokensPerSecond()).isGreaterThan(10);
    assertThat(filling(32, h100).places()).isBetween(128, 512);
  }

  /** A kernel that is new, or gone, or started more often must change the prediction too. */
  @Test
  void thePredictionLaunchesTheKernelsOfTheBench() throws IOException {
    String bench =
        Files.readString(SOURCES.resolve("java/io/github/lstmsweep/gpu/pack/Bench.java"));
    Map<String, Integer> launched = new TreeMap<>();
    Matcher names = Pattern.compile("\\.launch\\(\"(\\w+)\"\\)").matcher(bench);
    while (names.find()) {
      launched.merge(names.group(1), 1, Integer::sum);
    }
    Shape layers =
        new Shape(
            new Architecture(VOCABULARY, Cell.LSTM, 8, 2, HiddenActivation.TANH),
            4,
            false,
            1,
            false,
            64);
    PackForecast pack = PackForecast.of(layers, 1, 2, KnownDevices.named("h100")).orElseThrow();
    assertThat(pack.kernels()).containsOnlyOnceElementsOf(List.of("update", "norm"));
    assertThat(pack.kernels().stream().distinct())
        .containsExactlyInAnyOrderElementsOf(launched.keySet());
    assertThat(launched.values()).allMatch(times -> times == 1);
  }

  @Test
  void aFasterDeviceAndALargerPackAreNotSlower() {
    for (int h : HIDDENS) {
      double before = 0;
      for (int places : List.of(1, 8, 64)) {
        double speed =
            PackForecast.of(shape(h), 1, places, KnownDevices.named("h100"))
                .orElseThrow()
                .tokensPerSecond();
        assertThat(speed).isGreaterThan(before);
        before = speed;
      }
      assertThat(filling(h, KnownDevices.named("h100")).tokensPerSecond())
          .isGreaterThan(filling(h, KnownDevices.named("a100-80gb")).tokensPerSecond());
    }
  }
}
