package io.github.lstmsweep.compare.importance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the largest complete part of a grid with holes. A part keeps some positions of each axis
 * and is complete if none of its cells is a hole.
 *
 * <p>The search is branch and bound (Land and Doig 1960): some axis must drop its position of any
 * hole, so each choice is a branch. A branch ends if it has fewer cells left than the best part so
 * far. For two axes this is the maximum biclique by edges, which is NP-hard. So the search stops
 * after {@link #MOST_WORK} looks at holes, and returns the best part that it has found. Its first
 * part comes from a greedy rule: drop the position with the largest share of holes until none is
 * left. If shares are equal, it drops the position with fewer cells, then that of the later axis.
 *
 * <p>It has no random choice and no clock, so equal grids have equal parts.
 */
final class LargestGrid {
  /** About 0.2 s of a core. */
  static final long MOST_WORK = 5_000_000;

  private final int[] sizes;
  private final BitSet[] kept;
  private final BitSet[] fixed;
  private BitSet[] best = {};
  private long bestCells;
  private long work;

  private LargestGrid(int[] sizes) {
    this.sizes = sizes;
    this.kept = new BitSet[sizes.length];
    this.fixed = new BitSet[sizes.length];
    for (int a = 0; a < sizes.length; a++) {
      kept[a] = new BitSet();
      kept[a].set(0, sizes[a]);
      fixed[a] = new BitSet();
    }
  }

  /**
   * The part of a grid that was found.
   *
   * @param kept positions of each axis; none if every cell is a hole
   * @param isLargest whether the search ended, so that no complete part is larger
   */
  record Part(List<List<Integer>> kept, boolean isLargest) {}

  /**
   * Searches a grid.
   *
   * @param sizes number of positions of each axis
   * @param holes one position per axis each
   */
  static Part of(int[] sizes, List<int[]> holes) {
    LargestGrid search = new LargestGrid(sizes);
    search.dropGreedily(holes);
    search.branch(holes);
    List<List<Integer>> kept = new ArrayList<>();
    for (int a = 0; a < sizes.length; a++) {
      kept.add(search.bestCells == 0 ? List.of() : search.best[a].stream().boxed().toList());
    }
    return new Part(kept, search.work < MOST_WORK);
  }

  private void dropGreedily(List<int[]> holes) {
    List<int[]> rest = holes;
    while (!rest.isEmpty()) {
      int[][] counts = counts(rest);
      int axis = -1;
      int position = -1;
      for (int a = 0; a < sizes.length; a++) {
        for (int p = kept[a].nextSetBit(0); p >= 0; p = kept[a].nextSetBit(p + 1)) {
          // A position has 1 / size of the cells, so its share of holes is count * size / cells.
          long share = (long) counts[a][p] * kept[a].cardinality();
          long most = axis < 0 ? -1 : (long) counts[axis][position] * kept[axis].cardinality();
          if (share > most
              || (share == most && kept[a].cardinality() >= kept[axis].cardinality())) {
            axis = a;
            position = p;
          }
        }
      }
      kept[axis].clear(position);
      if (kept[axis].isEmpty()) {
        break;
      }
      rest = without(rest, axis, position);
    }
    if (rest.isEmpty()) {
      remember();
    }
    for (int a = 0; a < sizes.length; a++) {
      kept[a].set(0, sizes[a]);
    }
  }

  private void branch(List<int[]> holes) {
    work += holes.size() + 1L;
    if (work >= MOST_WORK || cells() - holes.size() <= bestCells) {
      return;
    }
    if (holes.isEmpty()) {
      remember();
      return;
    }
    int[] hole = holes.get(0);
    for (int[] other : holes) {
      hole = free(other) < free(hole) ? other : hole;
    }
    int[][] counts = counts(holes);
    int[] chosen = hole;
    List<Integer> axes =
        IntStream.range(0, sizes.length)
            .filter(a -> !fixed[a].get(chosen[a]))
            .boxed()
            .sorted(
                (a, b) ->
                    Long.compare(
                        (long) counts[b][chosen[b]] * kept[b].cardinality(),
                        (long) counts[a][chosen[a]] * kept[a].cardinality()))
            .toList();
    for (int a : axes) {
      kept[a].clear(chosen[a]);
      if (!kept[a].isEmpty()) {
        branch(without(holes, a, chosen[a]));
      }
      kept[a].set(chosen[a]);
      // The branches that drop it are done, so the next ones keep it.
      fixed[a].set(chosen[a]);
    }
    axes.forEach(a -> fixed[a].clear(chosen[a]));
  }

  private int free(int[] hole) {
    int free = 0;
    for (int a = 0; a < hole.length; a++) {
      free += fixed[a].get(hole[a]) ? 0 : 1;
    }
    return free;
  }

  private int[][] counts(List<int[]> holes) {
    int[][] counts = new int[sizes.length][];
    for (int a = 0; a < sizes.length; a++) {
      counts[a] = new int[sizes[a]];
      for (int[] hole : holes) {
        counts[a][hole[a]]++;
      }
    }
    return counts;
  }

  private static List<int[]> without(List<int[]> holes, int axis, int position) {
    return holes.stream().filter(hole -> hole[axis] != position).toList();
  }

  private long cells() {
    long cells = 1;
    for (BitSet axis : kept) {
      cells *= axis.cardinality();
    }
    return cells;
  }

  private void remember() {
    bestCells = cells();
    best = new BitSet[sizes.length];
    for (int a = 0; a < sizes.length; a++) {
      best[a] = (BitSet) kept[a].clone();
    }
  }
}
