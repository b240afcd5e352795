package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CorpusSetTest {
  private static TimeSeries series(String name, int length) {
    float[] values = new float[length];
    values[0] = name.hashCode();
    return new TimeSeries(name, "x", values, OptionalDouble.empty());
  }

  @Test
  void findsACorpusByItsDigest() {
    TimeSeries a = series("a", 10);
    TimeSeries b = series("b", 20);
    CorpusSet set = CorpusSet.of(List.of(a, b));
    assertThat(set.of(b.sha256())).isSameAs(b);
    assertThat(set.first()).isSameAs(a);
    assertThat(set.sha256()).containsExactly(a.sha256(), b.sha256());
    assertThat(set.heapBytes()).isEqualTo(a.heapBytes() + b.heapBytes());
    assertThatThrownBy(() -> set.of("0f".repeat(32)))
        .hasMessage("Cannot train on the corpus " + "0f".repeat(32) + ": must be one of 2 corpora");
  }

  @Test
  void refusesDataThatIsThereTwice() {
    TimeSeries a = series("a", 10);
    TimeSeries again = new TimeSeries("b", "y", a.values(), OptionalDouble.empty());
    assertThatThrownBy(() -> CorpusSet.of(List.of(a, again)))
        .hasMessage("Cannot add the corpus b: must have data of its own");
  }

  @Test
  void partsAreAsLargeAsAllowedAndKeepTheOrder() {
    List<TimeSeries> all =
        List.of(series("a", 10), series("b", 10), series("c", 50), series("d", 10));
    CorpusSet set = CorpusSet.of(all);
    long ten = all.get(0).heapBytes();
    List<CorpusSet> parts = set.parts(2 * ten);
    assertThat(parts.stream().map(part -> part.all().stream().map(TrainingData::name).toList()))
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
    assertThat(set.parts(Long.MAX_VALUE)).hasSize(1);
  }
}
