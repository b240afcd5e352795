package io.github.lstmsweep.spec;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sweep as it was asked for, complete: whatever the file left out has its default.
 *
 * @param name what the sweep is called; part of file names and pages
 * @param task what is learned: {@code language-model}
 * @param corpus a built-in name, a path or a URI
 * @param tokens how the text is cut: {@code char}, {@code word} or {@code word-punct}
 * @param minFreq times that a token stands in the text at least; rarer ones are {@code <unk>}
 * @param windows which windows of the text train and which validate
 * @param method how the space is walked: {@code grid}
 * @param metric what ranks the trials
 * @param space the values of every hyperparameter and which combinations are run
 * @param timeout how long a trial and the sweep may take
 */
public record SweepSpec(
    String name,
    String task,
    String corpus,
    String tokens,
    int minFreq,
    Windows windows,
    String method,
    Metric metric,
    Space space,
    Timeouts timeout) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses a name that could not be part of a file's name, and choices that do not exist. */
  public SweepSpec {
    Problems.requireNone(nameProblem(name));
    Problems.requireNone(Choice.TASK.problem(task));
    Problems.requireNone(corpusProblem(corpus));
    Problems.requireNone(Choice.TOKENS.problem(tokens));
    Problems.requireNone(Choice.METHOD.problem(method));
  }

  /**
   * What is wrong with this specification on a corpus of {@code corpusTokens} tokens: windows that
   * reach beyond its end. Empty where everything fits.
   */
  public List<String> problemsWith(long corpusTokens) {
    return CorpusFit.problems(
        corpus, corpusTokens, windows, space.parameters().get(Hyperparameter.NUM_STEPS));
  }

  static Optional<String> nameProblem(String name) {
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
        : Optional.empty();
  }
}
