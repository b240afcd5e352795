package io.github.lstmsweep.compare;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How often the cost of the cheapest cell a token of the others costs, in networks that are else
 * the same: in FLOP, and in the medians of measured time.
 *
 * @param network what they have in common
 * @param cells from the fewest gates to the most; two at least
 */
public record CellRatios(Map<Hyperparameter, Object> network, List<NetworkCost> cells) {
  /** Those of {@code costs} that differ in nothing but the cell. */
  public static List<CellRatios> of(List<NetworkCost> costs) {
    Map<Map<Hyperparameter, Object>, SortedMap<Integer, NetworkCost>> alike = new LinkedHashMap<>();
    for (NetworkCost cost : costs) {
      alike
          .computeIfAbsent(cost.withoutCell(), n -> new TreeMap<>())
          .put(cost.cell().gates(), cost);
    }
    List<CellRatios> ratios = new ArrayList<>();
    alike.forEach(
        (network, cells) -> {
          if (cells.size() > 1) {
            ratios.add(new CellRatios(network, List.copyOf(cells.values())));
          }
        });
    return ratios;
  }

  /** Which cells are compared. */
  public List<Cell> kinds() {
    return cells.stream().map(NetworkCost::cell).toList();
  }

  /** Of FLOP. */
  public List<Double> flops() {
    return over(NetworkCost::forwardFlops);
  }

  /** Of the time of a trained token. */
  public List<Double> training() {
    return over(cost -> 1 / cost.speed().training().median());
  }

  /** Of the time of a token scored in batches. */
  public List<Double> inference() {
    return over(cost -> 1 / cost.speed().inference().median());
  }

  /** Of the time of a written token. */
  public List<Double> generation() {
    return over(cost -> cost.speed().generation().median());
  }

  private List<Double> over(ToDoubleFunction<NetworkCost> cost) {
    double first = cost.applyAsDouble(cells.get(0));
    return cells.stream().map(c -> cost.applyAsDouble(c) / first).toList();
  }
}
