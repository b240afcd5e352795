package io.github.lstmsweep.search;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.space.Exclusions;
import io.github.lstmsweep.specification.space.Points;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceAxis;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every combination of the space's values, but for the excluded ones. The order is the file's: the
 * first hyperparameter varies slowest, the last fastest.
 */
public final class Grid {
  private static final int MOST_TOLD = 5;

  private Grid() {}

  /**
   * What the trials of {@code spec} learn from.
   *
   * @throws UserException where a window reaches beyond the corpus's end, and where a sample begins
   *     with tokens that the text lacks
   */
  public static Dataset dataset(SweepSpec spec, TrainingData corpus) {
    List<String> problems = new ArrayList<>(spec.problemsWith(corpus.length()));
    if (corpus instanceof Corpus text && text.vocabulary().size() > Dataset.LARGEST_VOCAB) {
      problems.add(
          "Cannot set corpus to %s: must have at most %d distinct tokens, but has %d; take tokens: char, a larger min_freq or a shorter text"
              .formatted(text.name(), Dataset.LARGEST_VOCAB, text.vocabulary().size()));
    }
    if (problems.isEmpty() && corpus instanceof Corpus text) {
      problems.addAll(SamplePrefix.problems(spec.sample(), text));
    }
    if (!problems.isEmpty()) {
      throw new UserException(ExitCode.BAD_INPUT, problems);
    }
    return corpus instanceof Corpus text ? of(spec, text) : of(spec, (TimeSeries) corpus);
  }

  private static Dataset of(SweepSpec spec, Corpus text) {
    return new Dataset(
        text.name(),
        text.sha256(),
        text.tokens(),
        text.minFreq(),
        text.vocabulary().size(),
        spec.windows().train(),
        spec.windows().validation(),
        Optional.empty(),
        text.tokenizer().form(),
        SamplePrefix.resolved(spec.sample(), text, spec.windows().train()));
  }

  private static Dataset of(SweepSpec spec, TimeSeries series) {
    return Dataset.ofSeries(
        series.name(),
        series.sha256(),
        new SeriesForm(series.column(), spec.scale()),
        spec.windows().train(),
        spec.windows().validation());
  }

  /** How many trials there are. */
  public static int size(SweepSpec spec) {
    return Math.toIntExact(points(spec.space()).count());
  }

  /**
   * The trials, in order.
   *
   * @throws UserException where a trial's arrays would be longer than Java's can be
   */
  public static List<Trial> trials(SweepSpec spec, Dataset dataset) {
    List<SpaceAxis> axes = spec.space().axes();
    // The ids are hashes, and most of the time; the order is kept.
    List<Trial> trials =
        points(spec.space()).toList().parallelStream()
            .map(point -> Trial.of(hyperparameters(axes, point), dataset))
            .toList();
    List<String> problems =
        trials.stream().flatMap(t -> ModelMemory.problem(t).stream()).distinct().toList();
    if (!problems.isEmpty()) {
      List<String> told =
          new ArrayList<>(problems.subList(0, Math.min(MOST_TOLD, problems.size())));
      if (problems.size() > MOST_TOLD) {
        told.add("... and " + (problems.size() - MOST_TOLD) + " more combinations");
      }
      throw new UserException(ExitCode.BAD_INPUT, told);
    }
    return trials;
  }

  private static Hyperparameters hyperparameters(List<SpaceAxis> axes, int[] point) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    for (int a = 0; a < point.length; a++) {
      int position = point[a];
      axes.get(a).values().forEach((h, all) -> values.put(h, all.get(position)));
    }
    return Hyperparameters.of(values);
  }

  private static Stream<int[]> points(Space space) {
    Exclusions exclusions = space.exclusions();
    return Points.of(space.axes()).filter(point -> !exclusions.contains(point));
  }
}
