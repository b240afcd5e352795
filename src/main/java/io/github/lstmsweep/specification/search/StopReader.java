package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.MedianStop;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.ValueText;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the mappings of the section {@code search} that end trials or their repetitions. */
final class StopReader {
  private final Problems problems;

  StopReader(Problems problems) {
    this.problems = problems;
  }

  Optional<EarlyStop> earlyStop(Section search) {
    Optional<Object> value = search.value(SearchReader.EARLY_STOP);
    if (isNone(value)) {
      return Optional.empty();
    }
    Section section = search.section(SearchReader.EARLY_STOP, SearchReader.EARLY_STOP_KEYS);
    if (value.get() instanceof Map && section.value(SearchReader.PATIENCE).isEmpty()) {
      problems.addAt(
          SearchReader.path(SearchReader.EARLY_STOP),
          "Cannot leave out "
              + SearchReader.path(SearchReader.EARLY_STOP)
              + "."
              + SearchReader.PATIENCE
              + ": must be "
              + SearchReader.bound(SearchReader.PATIENCE)
              + ", such as 10");
    }
    OptionalInt patience = whole(problems, section, SearchReader.PATIENCE);
    double least = minDelta(section);
    return patience.isPresent()
        ? Optional.of(new EarlyStop(patience.getAsInt(), least))
        : Optional.empty();
  }

  Optional<MedianStop> median(Section search) {
    if (isNone(search.value(SearchReader.MEDIAN))) {
      return Optional.empty();
    }
    Section section = search.section(SearchReader.MEDIAN, SearchReader.MEDIAN_KEYS);
    return Optional.of(
        new MedianStop(
            whole(problems, section, SearchReader.MIN_EPOCHS),
            whole(problems, section, SearchReader.INTERVAL)));
  }

  private static boolean isNone(Optional<Object> value) {
    return value.isEmpty() || value.get().equals("none");
  }

  Optional<Race> race(Section search) {
    Optional<Object> value = search.value(SearchReader.RACE);
    if (isNone(value)) {
      return Optional.empty();
    }
    if (!isNone(search.value(SearchReader.MEDIAN))) {
      problems.addAt(
          SearchReader.path(SearchReader.RACE),
          Problems.cannotSet(
              SearchReader.path(SearchReader.RACE),
              value.get(),
              "left out where search.median is set, because a race is among trials that end"
                  + " independently"));
    }
    Section section = search.section(SearchReader.RACE, SearchReader.RACE_KEYS);
    Optional<Object> alpha = section.value(SearchReader.ALPHA);
    Optional<Double> number =
        alpha.isPresent() && alpha.get() instanceof String text
            ? ValueText.readReal(text).filter(Race::isWithinBounds)
            : Optional.empty();
    if (alpha.isPresent() && number.isEmpty()) {
      problems.cannotSetTo(section.path(SearchReader.ALPHA), alpha.get(), SearchReader.ALPHA_BOUND);
    }
    return Optional.of(number.map(Race::new).orElse(Race.DEFAULT));
  }

  private double minDelta(Section section) {
    Optional<Object> value = section.value(SearchReader.MIN_DELTA);
    Optional<Double> number =
        value.isPresent() && value.get() instanceof String text
            ? ValueText.readReal(text).filter(share -> share >= 0 && share < 1)
            : Optional.empty();
    if (value.isPresent() && number.isEmpty()) {
      problems.cannotSetTo(
          section.path(SearchReader.MIN_DELTA), value.get(), SearchReader.MIN_DELTA_BOUND);
    }
    return number.orElse(0.0);
  }

  /** Returns the whole number under a key; empty if there is none within its bounds. */
  static OptionalInt whole(Problems problems, Section section, String key) {
    Optional<Object> value = section.value(key);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    Optional<Long> number =
        value.get() instanceof String text
            ? ValueText.readWhole(text)
                .filter(n -> n >= SearchReader.least(key) && n <= SearchReader.MOST)
            : Optional.empty();
    if (number.isEmpty()) {
      problems.cannotSetTo(section.path(key), value.get(), SearchReader.bound(key));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.toIntExact(number.get()));
  }
}
