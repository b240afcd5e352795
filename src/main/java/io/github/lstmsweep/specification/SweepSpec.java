package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.ValueRange;
import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.YamlText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.PublicUri;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A complete specification of a sweep: every key that the file leaves out has its default.
 *
 * @param name of the sweep; part of file names and pages
 * @param task what the networks learn
 * @param corpus a built-in name, a path or a URI; a URI without user info and query
 * @param tokens how the text is cut
 * @param minFreq minimum number of occurrences of a token; rarer tokens become {@code <unk>}
 * @param text which characters of the text are kept; d2l.ai's if there is no text
 * @param sample the text that each trained model writes; d2l.ai's if there is no text
 * @param column of the CSV file that holds the time series; empty if there is none
 * @param axis all corpora; {@code corpus} and {@code column} are those of the first one
 * @param scale how a network sees the values of a time series
 * @param windows which windows of the corpus train and which validate
 * @param search how the combinations are chosen from the space, and how far they are trained
 * @param metric the column that ranks the trials
 * @param space the values of every hyperparameter and which combinations are run
 * @param timeout how long a trial and the sweep may take
 * @param checkpoint how often the state of a long trial is stored
 */
public record SweepSpec(
    String name,
    Task task,
    String corpus,
    Tokens tokens,
    int minFreq,
    TextForm text,
    SampleForm sample,
    String column,
    CorpusAxis axis,
    SeriesForm.Scale scale,
    WindowCounts windows,
    SearchSettings search,
    Metric metric,
    Space space,
    Timeouts timeout,
    Checkpoint checkpoint) {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses a name that cannot be part of a file name, and choices that do not exist. */
  public SweepSpec {
    Problems.requireNone(nameProblem(name));
    Problems.requireNone(corpusProblem(corpus));
    corpus = PublicUri.of(corpus);
    if (!axis.corpora().get(0).equals(corpus) || !axis.columns().get(0).equals(column)) {
      throw new IllegalArgumentException(
          "Cannot set the corpora to " + axis + ": must begin with " + corpus + " and " + column);
    }
    Problems.requireNone(TextReader.prefixProblem(sample.prefix()));
    Problems.requireNone(columnProblem(column));
    Problems.requireNone(testProblem(task, windows));
    Problems.requireNone(metricProblem(task, metric.name()));
  }

  /**
   * Returns the specification that a file has which sets these keys and no other.
   *
   * @param column of the CSV file; empty if the file does not set it
   */
  public static SweepSpec ofDefaults(String name, Task task, String corpus, String column) {
    Map<Hyperparameter, List<Object>> parameters = new LinkedHashMap<>();
    task.hyperparameters().forEach(h -> parameters.put(h, List.of(h.defaultValue(task))));
    TextForm text = task == Task.LANGUAGE_MODEL ? TextForm.defaultOf(corpus) : TextForm.D2L;
    return new SweepSpec(
        name,
        task,
        corpus,
        Tokens.CHAR,
        1,
        text,
        SampleForm.defaultOf(corpus, text),
        column,
        CorpusAxis.one(corpus, column),
        column.isEmpty() ? SeriesForm.Scale.NONE : SeriesForm.Scale.STANDARD,
        WindowCounts.defaultOf(task),
        SearchSettings.GRID,
        new Metric(task.metric(), Choice.METRIC_GOAL.defaultWord()),
        new Space(parameters, List.of(), List.of()),
        Timeouts.NONE,
        Checkpoint.DEFAULT);
  }

  /** Returns this specification under another name. */
  public SweepSpec named(String other) {
    return with(other, tokens, minFreq, axis, windows, space);
  }

  /** Returns this specification with its text cut in another way. */
  public SweepSpec cut(Tokens otherTokens, int otherMinFreq) {
    return with(name, otherTokens, otherMinFreq, axis, windows, space);
  }

  /** Returns this specification with other windows. */
  public SweepSpec on(WindowCounts others) {
    return with(name, tokens, minFreq, axis, others, space);
  }

  /** Returns this specification with the digests of its corpora, if there are several. */
  public SweepSpec withSha256(List<String> digests) {
    return with(name, tokens, minFreq, axis.withSha256(digests), windows, space);
  }

  /** Returns this specification with other values of some hyperparameters. */
  public SweepSpec varying(Map<Hyperparameter, List<Object>> values) {
    Map<Hyperparameter, List<Object>> all = new LinkedHashMap<>(values);
    space.parameters().forEach(all::putIfAbsent);
    Map<Hyperparameter, ValueRange> ranges = new LinkedHashMap<>(space.ranges());
    ranges.keySet().removeAll(values.keySet());
    Space varied = new Space(all, space.tie(), space.exclude(), ranges);
    return with(name, tokens, minFreq, axis, windows, varied);
  }

  private SweepSpec with(
      String otherName,
      Tokens otherTokens,
      int otherMinFreq,
      CorpusAxis otherAxis,
      WindowCounts otherWindows,
      Space otherSpace) {
    return new SweepSpec(
        otherName,
        task,
        corpus,
        otherTokens,
        otherMinFreq,
        text,
        sample,
        column,
        otherAxis,
        scale,
        otherWindows,
        search,
        metric,
        otherSpace,
        timeout,
        checkpoint);
  }

  /**
   * Returns the distinct values of a hyperparameter of the task: those of the space, or the bounds
   * of its range, and those of the points that the search includes.
   */
  public List<Object> values(Hyperparameter h) {
    return Stream.concat(
            space.parameters().get(h).stream(),
            search.include().stream().map(point -> point.value(h)))
        .distinct()
        .toList();
  }

  /**
   * Returns the problems of this specification on a corpus of {@code corpusSize} tokens or values:
   * windows that reach beyond its end. The list is empty if everything fits.
   */
  public List<String> problemsWith(long corpusSize) {
    return problemsWith(corpus, corpusSize);
  }

  /**
   * Returns the problems of this specification on one of its corpora, which has {@code corpusSize}
   * tokens or values.
   *
   * @param shown the corpus, for the messages
   */
  public List<String> problemsWith(String shown, long corpusSize) {
    return Problem.texts(
        CorpusFit.problems(task, shown, corpusSize, windows, values(CorpusFit.length(task))));
  }

  /** Returns how much of the corpus the windows reach, in tokens or values. */
  public long reach() {
    long longest =
        values(CorpusFit.length(task)).stream()
            .mapToLong(length -> (long) length)
            .max()
            .orElseThrow();
    return windows.count() + longest;
  }

  static Optional<String> testProblem(Task task, WindowCounts windows) {
    return task == Task.LANGUAGE_MODEL || windows.test() == 0
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(
                "windows.test",
                windows.test(),
                "0 where task is " + task.key() + " (only a language-model is tested yet)"));
  }

  static Optional<String> metricProblem(Task task, String name) {
    return name.equals(task.metric())
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(
                "metric.name",
                name,
                task.metric() + " where task is " + task.key() + " (no other ranks trials yet)"));
  }

  /** Returns the problem of a name, or empty. */
  public static Optional<String> nameProblem(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(
                "name",
                name,
                "1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit"));
  }

  static Optional<String> corpusProblem(String corpus) {
    return corpus.isBlank()
        ? Optional.of(
            Problems.cannotSet("corpus", corpus, "the name of a built-in corpus, a path or a URI"))
        : YamlText.problem("corpus", corpus);
  }

  static Optional<String> columnProblem(String column) {
    return YamlText.problem("column", column);
  }
}
