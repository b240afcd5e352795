package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.SeriesForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes the data that the trials of a sweep learn from. */
public final class SweepDataset {
  private SweepDataset() {}

  /**
   * The dataset of a specification's trials.
   *
   * @throws UserException if a window reaches beyond the corpus's end, or a sample begins with
   *     tokens that the text lacks
   */
  public static Dataset of(SweepSpec spec, TrainingData corpus) {
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
    return corpus instanceof Corpus text ? ofText(spec, text) : ofSeries(spec, (TimeSeries) corpus);
  }

  private static Dataset ofText(SweepSpec spec, Corpus text) {
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

  private static Dataset ofSeries(SweepSpec spec, TimeSeries series) {
    return Dataset.ofSeries(
        series.name(),
        series.sha256(),
        new SeriesForm(series.column(), spec.scale()),
        spec.windows().train(),
        spec.windows().validation());
  }
}
