package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargestGridTest {
  @Test
  void aGridWithoutHolesIsComplete() {
    LargestGrid.Part part = LargestGrid.of(new int[] {2, 3}, List.of());
    assertThat(part.kept()).containsExactly(List.of(0, 1), List.of(0, 1, 2));
    assertThat(part.isLargest()).isTrue();
  }

  @Test
  void theAxisWithMoreValuesLosesOneForASingleHole() {
    LargestGrid.Part part = LargestGrid.of(new int[] {4, 3}, List.of(new int[] {2, 1}));
    assertThat(part.kept()).containsExactly(List.of(0, 1, 3), List.of(0, 1, 2));
  }

  @Test
  void ofEqualAxesTheLaterOneLosesAValue() {
    LargestGrid.Part part = LargestGrid.of(new int[] {2, 2}, List.of(new int[] {0, 0}));
    assertThat(part.kept()).containsExactly(List.of(0, 1), List.of(1));
  }

  @Test
  void aGridOfHolesHasNoPart() {
    List<int[]> holes = List.of(new int[] {0, 0}, new int[] {0, 1});
    assertThat(LargestGrid.of(new int[] {1, 2}, holes).kept())
        .containsExactly(List.of(), List.of());
  }

  @Test
  void noCompletePartIsLargerThanTheOneFound() {
    long seed = 20_261_129;
    Random random = new Random(seed);
    for (int grid = 0; grid < 300; grid++) {
      int[] sizes = {1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(3)};
      double share = random.nextDouble();
      List<int[]> holes = new ArrayList<>();
      for (int cell = 0; cell < sizes[0] * sizes[1] * sizes[2]; cell++) {
        if (random.nextDouble() < share) {
          holes.add(CompleteGrid.position(sizes, cell));
        }
      }
      LargestGrid.Part part = LargestGrid.of(sizes, holes);
      assertThat(part.isLargest()).isTrue();
      assertThat(holes)
          .noneMatch(
              hole ->
                  part.kept().get(0).contains(hole[0])
                      && part.kept().get(1).contains(hole[1])
                      && part.kept().get(2).contains(hole[2]));
      int cells = part.kept().stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
      assertThat(cells).as("seed %d, grid %d", seed, grid).isEqualTo(largest(sizes, holes));
    }
  }

  /** Many scattered holes leave no time for all branches. */
  @Test
  void aSearchThatIsCutShortSaysSoAndStillFindsACompletePart() {
    int[] sizes = {12, 12, 12, 12};
    Random random = new Random(1);
    List<int[]> holes = new ArrayList<>();
    for (int cell = 0; cell < 12 * 12 * 12 * 12; cell++) {
      if (random.nextDouble() < 0.3) {
        holes.add(CompleteGrid.position(sizes, cell));
      }
    }
    LargestGrid.Part part = LargestGrid.of(sizes, holes);
    assertThat(part.isLargest()).isFalse();
    assertThat(part.kept()).noneMatch(List::isEmpty);
    assertThat(holes)
        .noneMatch(
            hole -> {
              for (int a = 0; a < hole.length; a++) {
                if (!part.kept().get(a).contains(hole[a])) {
                  return false;
                }
              }
              return true;
            });
    assertThat(LargestGrid.of(sizes, holes)).as("again").isEqualTo(part);
  }

  /** Tries every subset of the positions of three axes. */
  private static int largest(int[] sizes, List<int[]> holes) {
    int largest = 0;
    for (int a = 1; a < 1 << sizes[0]; a++) {
      for (int b = 1; b < 1 << sizes[1]; b++) {
        for (int c = 1; c < 1 << sizes[2]; c++) {
          int cells = Integer.bitCount(a) * Integer.bitCount(b) * Integer.bitCount(c);
          if (cells > largest) {
            boolean isComplete = true;
            for (int[] hole : holes) {
              isComplete &= (a >> hole[0] & b >> hole[1] & c >> hole[2] & 1) == 0;
            }
            largest = isComplete ? cells : largest;
          }
        }
      }
    }
    return largest;
  }
}
