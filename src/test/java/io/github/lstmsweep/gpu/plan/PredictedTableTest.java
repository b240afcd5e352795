package io.github.lstmsweep.gpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.Gates;
import io.github.lstmsweep.gpu.pack.ItemTile;
import io.github.lstmsweep.gpu.pack.KernelListing;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.gpu.pack.Registers;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
              Collections.max(registers(shape(h)))));
    }
    for (DeviceFigures d : KnownDevices.ALL) {
      StringBuilder line = new StringBuilder("| `" + d.key() + "` |");
      for (int h : HIDDENS) {
        PackForecast pack = filling(h, d);
        line.append(
            String.format(
                Locale.ROOT,
                " %.0f%s, %s |",
                pack.tokensPerSecond() / 1e6,
                pack.gates() == Gates.COMPUTED_AGAIN ? "*" : "",
                pack.bound().text()));
      }
      lines.add(line.toString());
    }
    assertThat(Files.readAllLines(PAGE)).containsAll(lines);
  }

  /** A device with many operations per byte of its memory computes gates again. */
  @Test
  void gatesAreComputedAgainWhereThatIsFaster() {
    for (int h : HIDDENS) {
      assertThat(filling(h, KnownDevices.named("l4")).gates()).isEqualTo(Gates.COMPUTED_AGAIN);
      PackForecast a100 = filling(h, KnownDevices.named("a100-80gb"));
      assertThat(a100.gates()).isEqualTo(Gates.STORED);
      PackForecast again =
          new PackForecast(a100.device(), a100.plan(), Gates.COMPUTED_AGAIN, a100.share());
      assertThat(again.tokensPerSecond()).isLessThan(a100.tokensPerSecond());
    }
  }

  /** How many times as fast the chosen pack is as a pack of one trial. */
  private static double ratio(int hiddens, DeviceFigures device) {
    return filling(hiddens, device).tokensPerSecond() / of(hiddens, 1, device).tokensPerSecond();
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

  /** The registers of the kernels that take many, in the order of the page's columns. */
  private static List<Integer> registers(Shape shape) {
    ItemTile tile = ItemTile.of(Program.OF_ONE_SHAPE, shape, Bench.GROUP, Bench.OF_EACH);
    return List.of(
        Registers.forward(shape, tile),
        Registers.backward(shape, tile),
        Registers.output(tile),
        Registers.recurrentWeights(tile),
        Registers.outputWeights(tile));
  }

  @Test
  void noKernelNeedsMoreRegistersThanThreeGroupsPerUnitLeave() {
    for (Cell cell : Cell.values()) {
      for (int h = 1; h <= 128; h++) {
        assertThat(registers(KernelListing.shape(cell.name(), h, 1))).allMatch(of -> of <= 168);
        assertThat(registers(KernelListing.shape(cell.name(), h, 2))).allMatch(of -> of <= 168);
      }
    }
  }

  /** The page has the registers that a compiler took, and those that the predictions count on. */
  @Test
  void noCompiledKernelTakesMoreRegistersThanThePredictionsCountOn() throws IOException {
    Pattern row = Pattern.compile("\\| (\\w+), (\\d+)(, 2 layers)? \\|((?: \\d+ of \\d+ \\|){5})");
    Pattern pair = Pattern.compile("(\\d+) of (\\d+)");
    int rows = 0;
    for (String line : Files.readAllLines(PAGE)) {
      Matcher matcher = row.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      rows++;
      int layers = matcher.group(3) == null ? 1 : 2;
      Shape shape =
          KernelListing.shape(matcher.group(1), Integer.parseInt(matcher.group(2)), layers);
      List<Integer> counted = new ArrayList<>();
      Matcher pairs = pair.matcher(matcher.group(4));
      while (pairs.find()) {
        counted.add(Integer.valueOf(pairs.group(2)));
        assertThat(Integer.parseInt(pairs.group(1)))
            .as(line)
            .isLessThanOrEqualTo(Integer.parseInt(pairs.group(2)));
      }
      assertThat(counted).as(line).isEqualTo(registers(shape));
    }
    assertThat(rows).isGreaterThan(10);
  }

  /** The target of the engine, and the published speed that it is compared with. */
  @Test
  void thePredictionIsAboveTheTarget() {
    DeviceFigures h100 = KnownDevices.named("h100");
    assertThat(filling(32, h100).tokensPerSecond()).isGreaterThan(300e6);
    assertThat(filling(32, h100).places()).isBetween(128, 512);
    for (int h : HIDDENS) {
      assertThat(ratio(h, h100)).as("at %d units", h).isGreaterThan(10);
    }
    assertThat(ratio(128, KnownDevices.named("a100-80gb"))).isBetween(4.0, 4.5);
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
