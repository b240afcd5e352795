package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The largest complete grid within a table: every combination of its factors has at least one trial
 * with a number above 0. The grid drops whole values, such as a learning rate with which all trials
 * diverge. Trials may be missing, excluded or not OK.
 *
 * <p>The seed is no factor of the grid, because it only repeats configurations. So a configuration
 * stays if one of its seeds has a number, and configurations may have different numbers of seeds.
 *
 * @param measure the number of the trials
 * @param factors without the seed, with the values that are kept; a factor may keep only one
 * @param configurations the trials with the number, one list per combination; the last factor
 *     varies fastest
 * @param dropped words such as {@code without lr 10} or {@code with only lr 1 and 2}, one per
 *     factor that lost values
 * @param isLargest whether no complete grid has more combinations; if not, the search was cut short
 */
public record CompleteGrid(
    Measure measure,
    List<Factor> factors,
    List<List<TrialRow>> configurations,
    List<String> dropped,
    boolean isLargest) {
  /** A larger grid would take too much memory. */
  static final long MOST_CELLS = 1_000_000;

  /** Copies the lists. */
  public CompleteGrid {
    factors = List.copyOf(factors);
    configurations = configurations.stream().map(List::copyOf).toList();
    dropped = List.copyOf(dropped);
  }

  /**
   * Finds the grid. It is empty if no trial has the number, or if the factors have more than
   * 1,000,000 combinations.
   */
  public static Optional<CompleteGrid> of(List<TrialRow> rows, Factors factors, Measure measure) {
    List<Factor> axes = factors.withoutSeed();
    if (cells(axes) > MOST_CELLS) {
      return Optional.empty();
    }
    int[] sizes = axes.stream().mapToInt(Factor::size).toArray();
    List<int[]> positions = Factors.positions(axes, rows);
    Map<Integer, List<TrialRow>> byCell = new HashMap<>();
    for (int r = 0; r < rows.size(); r++) {
      if (positions.get(r) != null && measure.log(rows.get(r)).isPresent()) {
        byCell
            .computeIfAbsent(cell(sizes, positions.get(r)), c -> new ArrayList<>())
            .add(rows.get(r));
      }
    }
    if (byCell.isEmpty()) {
      return Optional.empty();
    }
    List<int[]> holes = new ArrayList<>();
    for (int cell = 0; cell < cells(axes); cell++) {
      if (!byCell.containsKey(cell)) {
        holes.add(position(sizes, cell));
      }
    }
    LargestGrid.Part part = LargestGrid.of(sizes, holes);
    List<Factor> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (int a = 0; a < sizes.length; a++) {
      kept.add(axes.get(a).only(part.kept().get(a)));
      dropped(axes.get(a), part.kept().get(a)).ifPresent(dropped::add);
    }
    int[] keptSizes = kept.stream().mapToInt(Factor::size).toArray();
    List<List<TrialRow>> configurations = new ArrayList<>();
    for (int cell = 0; cell < cells(kept); cell++) {
      int[] position = position(keptSizes, cell);
      for (int a = 0; a < position.length; a++) {
        position[a] = part.kept().get(a).get(position[a]);
      }
      configurations.add(byCell.get(cell(sizes, position)));
    }
    return Optional.of(new CompleteGrid(measure, kept, configurations, dropped, part.isLargest()));
  }

  /** Returns the number of trials. */
  public int trials() {
    return configurations.stream().mapToInt(List::size).sum();
  }

  /** Returns the smallest number of seeds of a configuration. */
  public int fewestSeeds() {
    return configurations.stream().mapToInt(List::size).min().orElse(0);
  }

  /** Returns the largest number of seeds of a configuration. */
  public int mostSeeds() {
    return configurations.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Returns a text such as {@code without lr 10, with only cell gru}; empty if none is dropped. */
  public Optional<String> shown() {
    return dropped.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", dropped));
  }

  private static Optional<String> dropped(Factor factor, List<Integer> kept) {
    List<Integer> gone = new ArrayList<>();
    for (int level = 0; level < factor.size(); level++) {
      if (!kept.contains(level)) {
        gone.add(level);
      }
    }
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        gone.size() <= kept.size()
            ? "without " + shown(factor, gone)
            : "with only " + shown(factor, kept));
  }

  private static String shown(Factor factor, List<Integer> levels) {
    return factor.name()
        + " "
        + levels.stream().map(factor::value).collect(Collectors.joining(" and "));
  }

  private static long cells(List<Factor> axes) {
    double cells = axes.stream().mapToDouble(Factor::size).reduce(1, (a, b) -> a * b);
    return (long) cells;
  }

  private static int cell(int[] sizes, int[] position) {
    int cell = 0;
    for (int a = 0; a < sizes.length; a++) {
      cell = cell * sizes[a] + position[a];
    }
    return cell;
  }

  /** Returns the position on each axis of a cell. */
  static int[] position(int[] sizes, int cell) {
    int[] position = new int[sizes.length];
    int rest = cell;
    for (int a = sizes.length - 1; a >= 0; a--) {
      position[a] = rest % sizes[a];
      rest /= sizes[a];
    }
    return position;
  }
}
