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
 * Cost per token of each cell relative to the cheapest, for networks that differ only in the cell.
 * The costs are FLOP and medians of measured time.
 *
 * @param network the hyperparameters that the networks share
 * @param cells from the fewest gates to the most; at least two
 */
public record CellRatios(Map<Hyperparameter, Object> network, List<NetworkCost> cells) {
  /** Groups {@code costs} by networks that differ only in the cell. */
  public static List<CellRatios> of(List<NetworkCost> costs) {
    Map<Map<Hyperparameter, Object>, SortedMap<Cell, NetworkCost>> alike = new LinkedHashMap<>();
    for (NetworkCost cost : costs) {
      alike
          .computeIfAbsent(cost.withoutCell(), n -> new TreeMap<>(Cell.BY_GATES))
          .put(cost.cell(), cost);
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

  /** Returns the cells that are compared. */
  public List<Cell> kinds() {
    return cells.stream().map(NetworkCost::cell).toList();
  }

  /** Returns the ratios of FLOP per token. */
  public List<Double> flops() {
    return over(NetworkCost::forwardFlops);
  }

  /** Returns the ratios of the time per trained token. */
  public List<Double> training() {
    return over(cost -> 1 / cost.speed().training().median());
  }

  /** Returns the ratios of the time per token scored in batches. */
  public List<Double> inference() {
    return over(cost -> 1 / cost.speed().inference().median());
  }

  /** Returns the ratios of the time per written token. */
  public List<Double> generation() {
    return over(cost -> cost.speed().generation().median());
  }

  private List<Double> over(ToDoubleFunction<NetworkCost> cost) {
    double first = cost.applyAsDouble(cells.get(0));
    return cells.stream().map(c -> cost.applyAsDouble(c) / first).toList();
  }
}
