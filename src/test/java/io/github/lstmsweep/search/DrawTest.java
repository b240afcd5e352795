package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.sweep.Draw;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private final List<Integer> all = IntStream.range(0, 10).boxed().toList();

  @Test
  void aSeedDrawsTheSameInTheirOrder() {
    List<Integer> drawn = Draw.of(all, 4, 7);
    assertThat(drawn).hasSize(4).doesNotHaveDuplicates().isSorted().isEqualTo(Draw.of(all, 4, 7));
  }

  @Test
  void everyOneIsDrawnAboutAsOften() {
    Map<Integer, Integer> times = new HashMap<>();
    for (long seed = 0; seed < 1000; seed++) {
      Draw.of(all, 3, seed).forEach(one -> times.merge(one, 1, Integer::sum));
    }
    assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(times.values()).allSatisfy(n -> assertThat(n).isBetween(230, 370));
  }

  @Test
  void thereAreNoMoreThanAll() {
    assertThat(Draw.of(all, 99, 0)).isEqualTo(all);
    assertThat(Draw.of(List.of(), 1, 0)).isEmpty();
  }
}
