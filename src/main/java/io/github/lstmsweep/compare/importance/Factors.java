package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceAxis;
import io.github.lstmsweep.trial.Hyperparameter;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The factors of a grid. Hyperparameters with one value are none of them.
 *
 * @param all in the specification's order, the seed included
 */
public record Factors(List<Factor> all) {
  /** Copies the factors. */
  public Factors {
    all = List.copyOf(all);
  }

  /** Returns the axes of a space that have several values. Tied hyperparameters are one factor. */
  public static Factors of(Space space) {
    List<Factor> factors = new ArrayList<>();
    for (SpaceAxis axis : space.axes()) {
      if (axis.size() > 1) {
        List<Hyperparameter> parameters = List.copyOf(axis.values().keySet());
        List<List<Object>> levels = new ArrayList<>();
        for (int position = 0; position < axis.size(); position++) {
          List<Object> level = new ArrayList<>();
          for (Hyperparameter h : parameters) {
            level.add(h.canonical(axis.values().get(h).get(position)));
          }
          levels.add(level);
        }
        factors.add(new Factor(parameters, levels));
      }
    }
    return new Factors(factors);
  }

  /**
   * Returns the factors that rows show. Hyperparameters become one factor if the value of each
   * decides the value of the other in all rows. This holds for tied ones.
   *
   * @param varying hyperparameters that distinguish the rows
   */
  public static Factors of(List<TrialRow> rows, List<Hyperparameter> varying) {
    Map<IntBuffer, List<Hyperparameter>> groups = new LinkedHashMap<>();
    for (Hyperparameter h : varying) {
      // Two columns group the rows in one way exactly if these numbers of their values agree.
      Map<Object, Integer> numbers = new HashMap<>();
      int[] column = new int[rows.size()];
      for (int r = 0; r < column.length; r++) {
        Object value = Factor.values(rows.get(r), List.of(h)).get(0);
        column[r] = numbers.computeIfAbsent(value, v -> numbers.size());
      }
      if (numbers.size() > 1) {
        groups.computeIfAbsent(IntBuffer.wrap(column), c -> new ArrayList<>()).add(h);
      }
    }
    return new Factors(
        groups.values().stream()
            .map(
                parameters ->
                    new Factor(
                        parameters,
                        rows.stream()
                            .map(row -> Factor.values(row, parameters))
                            .distinct()
                            .toList()))
            .toList());
  }

  /** Returns the factors except the seed. Their levels make a configuration. */
  public List<Factor> withoutSeed() {
    return all.stream().filter(factor -> !factor.isSeed()).toList();
  }

  /** Returns the factor that only repeats configurations; empty if the seed does not vary alone. */
  public Optional<Factor> seed() {
    return all.stream().filter(Factor::isSeed).findFirst();
  }

  /**
   * Returns the index of each row's level on each of some factors. A row with a value that a factor
   * lacks has null.
   */
  public static List<int[]> positions(List<Factor> factors, List<TrialRow> rows) {
    List<Map<List<Object>, Integer>> indices = factors.stream().map(Factor::indices).toList();
    List<int[]> positions = new ArrayList<>(rows.size());
    for (TrialRow row : rows) {
      int[] position = new int[factors.size()];
      for (int f = 0; f < position.length && position != null; f++) {
        Integer level = indices.get(f).get(Factor.values(row, factors.get(f).parameters()));
        if (level == null) {
          position = null;
          break;
        }
        position[f] = level;
      }
      positions.add(position);
    }
    return positions;
  }
}
