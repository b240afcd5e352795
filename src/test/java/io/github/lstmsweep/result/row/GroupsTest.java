package io.github.lstmsweep.result.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;

class GroupsTest {
  @Test
  void aRowIsTheSameAsItself() throws IOException {
    assertThat(Groups.areSame(row(Results.ok(1)), row(Results.ok(1)))).isTrue();
    assertThat(Groups.areSame(row(Results.ofSeries(1)), row(Results.ofSeries(1)))).isTrue();
  }

  @Test
  void anotherValueOfAColumnOfTheCurveOrOfTheForecastsMakesAnother() throws IOException {
    Group text = row(Results.ok(1));
    Group series = row(Results.ofSeries(1));
    assertThat(Groups.areSame(text, HostileRows.with(text, "sample", "it is"))).isFalse();
    for (String path : List.of("curve.list.element.seconds", "train_seconds")) {
      assertThat(Groups.areSame(text, HostileRows.with(text, path, -0.0))).as(path).isFalse();
    }
    assertThat(Groups.areSame(series, HostileRows.with(series, "forecasts.list.element.place", 1L)))
        .isFalse();
    assertThat(Groups.areSame(series, HostileRows.with(series, "nothing", 1L))).isTrue();
  }

  @Test
  void aMissingElementMakesAnother() throws IOException {
    Group longer = row(Results.ok(1));
    Group unused = longer.getGroup("curve", 0).addGroup("list");
    assertThat(Groups.areSame(row(Results.ok(1)), longer)).isFalse();
  }

  private static Group row(TrialResult result) throws IOException {
    List<Group> rows = new ArrayList<>();
    MultiRowFile.each(SingleRowFile.write(result), rows::add);
    return rows.get(0);
  }
}
