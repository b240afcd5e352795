package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.compare.CellRatios;
import io.github.lstmsweep.compare.NetworkCost;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.train.speed.Quartiles;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats measured costs for people: one row per network, then the cost of each cell relative to
 * the cheapest.
 */
public final class CostList {
  /**
   * Orders trials by the hyperparameters that decide their cost. Cells with fewer gates come first.
   */
  public static final Comparator<Trial> ORDER =
      Comparator.comparing(
          (Trial trial) -> List.copyOf(NetworkCost.network(trial).entrySet()), CostList::compare);

  private CostList() {}

  /**
   * Returns an aligned table. If networks differ only in the cell, a second table with their ratios
   * follows.
   */
  public static List<String> lines(List<NetworkCost> costs) {
    List<Hyperparameter> varying = varying(costs);
    List<String> columns = names(varying);
    columns.addAll(
        List.of(
            "parameters",
            "FLOP/token",
            "trained tokens/s",
            "quartiles",
            "inference tokens/s",
            "quartiles",
            "ms/written token",
            "quartiles"));
    TextTable table = new TextTable(columns);
    costs.forEach(cost -> table.row(row(cost, varying)));
    List<String> lines = new ArrayList<>(table.lines());
    List<CellRatios> ratios = CellRatios.of(costs);
    if (!ratios.isEmpty()) {
      lines.add("");
      lines.addAll(ratios(ratios, varying));
    }
    return lines;
  }

  private static List<Hyperparameter> varying(List<NetworkCost> costs) {
    Map<Hyperparameter, Object> first = NetworkCost.network(costs.get(0).trial());
    return first.keySet().stream()
        .filter(
            h ->
                h == Hyperparameter.CELL
                    || h == Hyperparameter.NUM_HIDDENS
                    || costs.stream()
                        .anyMatch(c -> !NetworkCost.network(c.trial()).get(h).equals(first.get(h))))
        .toList();
  }

  private static List<String> names(List<Hyperparameter> varying) {
    return varying.stream()
        .map(Hyperparameter::key)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> row(NetworkCost cost, List<Hyperparameter> varying) {
    Map<Hyperparameter, Object> network = NetworkCost.network(cost.trial());
    List<String> cells = new ArrayList<>();
    varying.forEach(h -> cells.add(Show.parameter(network.get(h))));
    cells.add(Show.count(TrialCost.of(cost.trial()).parameterCount()));
    cells.add(Show.count(Math.round(cost.forwardFlops())));
    for (Quartiles rate : List.of(cost.speed().training(), cost.speed().inference())) {
      cells.add(Show.count(Math.round(rate.median())));
      cells.add(
          Show.count(Math.round(rate.lower())) + " to " + Show.count(Math.round(rate.upper())));
    }
    Quartiles millis = cost.speed().generation();
    cells.add(millis(millis.median()));
    cells.add(millis(millis.lower()) + " to " + millis(millis.upper()));
    return cells;
  }

  private static List<String> ratios(List<CellRatios> ratios, List<Hyperparameter> varying) {
    List<Hyperparameter> common = varying.stream().filter(h -> h != Hyperparameter.CELL).toList();
    List<String> columns = names(common);
    columns.addAll(
        List.of("a token of", "FLOP", "training time", "inference time", "generation time"));
    TextTable table = new TextTable(columns);
    for (CellRatios ratio : ratios) {
      List<String> cells = new ArrayList<>();
      common.forEach(h -> cells.add(Show.parameter(ratio.network().get(h))));
      cells.add(ratio.kinds().stream().map(Cell::key).collect(Collectors.joining(" : ")));
      List.of(ratio.flops(), ratio.training(), ratio.inference(), ratio.generation())
          .forEach(numbers -> cells.add(ratio(numbers)));
      table.row(cells);
    }
    return table.lines();
  }

  private static String ratio(List<Double> numbers) {
    return numbers.stream()
        .map(n -> String.format(Locale.ROOT, "%.2f", n))
        .collect(Collectors.joining(" : "));
  }

  private static String millis(double value) {
    return new BigDecimal(value).round(new MathContext(3)).toPlainString();
  }

  private static int compare(
      List<Map.Entry<Hyperparameter, Object>> one, List<Map.Entry<Hyperparameter, Object>> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = compare(one.get(i).getKey(), one.get(i).getValue(), other.get(i).getValue());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Hyperparameter h, Object one, Object other) {
    if (h == Hyperparameter.CELL) {
      return Cell.BY_GATES.compare(cell(one), cell(other));
    }
    return one instanceof Number x && other instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : one.toString().compareTo(other.toString());
  }

  private static Cell cell(Object key) {
    return Arrays.stream(Cell.values())
        .filter(cell -> cell.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
