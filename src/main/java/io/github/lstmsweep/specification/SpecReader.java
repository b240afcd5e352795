package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.specification.search.IncludeReader;
import io.github.lstmsweep.specification.search.SearchReader;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.search.SpaceFit;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceReader;
import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.OtherNames;
import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.specification.yaml.SpecFile;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.PublicUri;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a specification. The command line overrides the file, and the file overrides the defaults.
 * All problems are reported together.
 */
public final class SpecReader {
  static final String CHECKPOINT = "checkpoint";

  /** A thousand files that are too short make no thousand lines. */
  private static final int MOST_CORPORA_TOLD = 5;

  static final List<String> KEYS =
      List.of(
          "name",
          "task",
          "corpus",
          "tokens",
          "min_freq",
          "text",
          "sample",
          "column",
          AxisReader.TARGET,
          AxisReader.COLUMNS,
          "scale",
          "windows",
          "method",
          SearchReader.SECTION,
          "metric",
          "parameters",
          "tie",
          "exclude",
          "timeout",
          CHECKPOINT);

  /** The keys that are mappings of other keys, except {@code parameters}. */
  static final Map<String, List<String>> SECTIONS =
      Map.of(
          TextReader.TEXT,
          List.copyOf(TextForm.keys().keySet()),
          TextReader.SAMPLE,
          List.of("prefix", "length", "temperature"),
          "windows",
          List.of("train", "validation", "test"),
          SearchReader.SECTION,
          SearchReader.KEYS,
          "metric",
          List.of("name", "goal"),
          "timeout",
          List.of("trial", "sweep"));

  private static final String NAME_BOUND = "text, such as my-first-sweep";
  private static final String CORPUS_BOUND =
      "the name of a built-in corpus, a path or a URI, such as harbour";
  private static final String SERIES_BOUND = "noisy-sine, or the path or the URI of a CSV file";
  private static final String COLUMN_BOUND = "the name of a column of the CSV file";

  private static final CorpusSize ANY_SIZE = (corpus, tokens, form) -> Long.MAX_VALUE;

  private final Path file;
  private final Map<String, Object> values;
  private final Problems problems;

  private SpecReader(Path file, SpecFile.Content content) {
    this.file = file;
    this.values = content.values();
    this.problems = new Problems(content.lines());
  }

  /**
   * Reads the sweep of {@code file} without opening its corpus.
   *
   * @param overrides from the command line, {@code KEY=VALUE} each
   * @throws UserException with all problems
   */
  public static SweepSpec read(Path file, List<String> overrides) {
    return read(file, overrides, ANY_SIZE);
  }

  /**
   * Reads the sweep of {@code file} and checks that it fits its corpus.
   *
   * @param overrides from the command line, {@code KEY=VALUE} each
   * @param corpusSize asked once if {@code corpus} is set, but not if that needs a download and
   *     there are already problems. Its problem joins the rest
   * @throws UserException with all problems
   */
  public static SweepSpec read(Path file, List<String> overrides, CorpusSize corpusSize) {
    return read(file, overrides, corpusSize, TableForm.NONE);
  }

  /**
   * Reads the sweep of {@code file}, which must fit its corpus and may continue a table.
   *
   * @param overrides from the command line, {@code KEY=VALUE} each
   * @param corpusSize asked once if {@code corpus} is set, but not if that needs a download and
   *     there are already problems
   * @param table asked once if the specification does not set {@code text}
   * @throws UserException with all problems
   */
  public static SweepSpec read(
      Path file, List<String> overrides, CorpusSize corpusSize, TableForm table) {
    return new SpecReader(file, SpecFile.read(file)).read(overrides, corpusSize, table);
  }

  /**
   * Reads a sweep that {@link SpecWriter} wrote, without opening its corpus. If {@code text} is
   * missing, the form is d2l.ai's, which was the only form of older versions.
   *
   * @param yaml the text of the table's sweep.yaml
   */
  public static SweepSpec readStored(String yaml) {
    return readStored(yaml, List.of());
  }

  /**
   * Reads a sweep that {@link SpecWriter} wrote, with other values of some keys.
   *
   * @param yaml the text of the table's sweep.yaml
   * @param overrides from the command line, {@code KEY=VALUE} each
   * @throws UserException with all problems
   */
  public static SweepSpec readStored(String yaml, List<String> overrides) {
    Path file = Path.of("sweep.yaml");
    return new SpecReader(file, SpecFile.content(yaml, file))
        .read(overrides, ANY_SIZE, name -> Optional.of(TextForm.D2L));
  }

  private SweepSpec read(List<String> overrides, CorpusSize corpusSize, TableForm table) {
    Overrides.apply(values, overrides, problems);
    Section root = Section.root(values, problems);
    checkKeys(root);
    Optional<String> name = root.required("name", NAME_BOUND);
    name.flatMap(SweepSpec::nameProblem).ifPresent(problem -> problems.addAt("name", problem));
    String task = root.choice(Choice.TASK);
    Task learned = Task.of(task).orElse(Task.LANGUAGE_MODEL);
    boolean series = learned == Task.TIME_SERIES;
    checkOtherTask(root, learned);
    AxisReader axisReader = new AxisReader(root, problems, corpusSize);
    List<String> corpora =
        axisReader.corpora(
            series ? SERIES_BOUND : CORPUS_BOUND, this::besideTheFile, this::inItsFolder);
    Optional<String> corpus = corpora.stream().findFirst();
    String tokens = root.choice(Choice.TOKENS);
    Optional<Integer> minFreq = count(root, "", "min_freq", 1);
    TextReader textReader = new TextReader(root, problems);
    TextForm byDefault = series ? TextForm.D2L : TextForm.defaultOf(corpus.orElse(""));
    TextForm text =
        textReader.form(
            root.value(TextReader.TEXT).isPresent() || series
                ? byDefault
                : name.flatMap(table::of).orElse(byDefault));
    SampleForm sample = textReader.sample(SampleForm.defaultOf(corpus.orElse(""), text));
    List<String> columns = axisReader.columns(COLUMN_BOUND, corpora);
    List<String> inputs = axisReader.inputs();
    String column = columns.get(0);
    int count = Math.multiplyExact(corpora.size(), columns.size());
    List<String> sha256 = axisReader.sha256(count);
    // The values of a user's file can have any magnitude.
    String scale =
        root.choice(
            Choice.SCALE,
            (column.isEmpty() ? SeriesForm.Scale.NONE : SeriesForm.Scale.STANDARD).key());
    Optional<WindowCounts> windows = windows(root, WindowCounts.defaultOf(learned));
    windows
        .flatMap(w -> SweepSpec.testProblem(learned, w))
        .ifPresent(problem -> problems.addAt("windows.test", problem));
    SearchSettings settings = new SearchReader(root, problems).read();
    Section metricSection = root.section("metric", SECTIONS.get("metric"));
    String metricName = metricSection.text("name", learned.metric()).orElse(learned.metric());
    SweepSpec.metricProblem(learned, metricName)
        .ifPresent(problem -> problems.addAt("metric.name", problem));
    String metricGoal = metricSection.choice(Choice.METRIC_GOAL);
    SpaceReader spaceReader = new SpaceReader(root, problems, learned);
    Optional<Space> space = spaceReader.read();
    space
        .flatMap(read -> SpaceFit.rangeProblem(settings, read))
        .ifPresent(problem -> problems.addAt("parameters", problem));
    space
        .flatMap(read -> SpaceFit.raceProblem(settings, read))
        .ifPresent(problem -> problems.addAt("search.race", problem));
    SearchSettings search = new IncludeReader(root, problems, learned).read(settings, space);
    SpaceFit.includeProblem(search).ifPresent(problem -> problems.addAt("search.include", problem));
    Section timeout = root.section("timeout", SECTIONS.get("timeout"));
    Timeouts timeouts =
        new Timeouts(
            duration(timeout, "timeout.", "trial"), duration(timeout, "timeout.", "sweep"));
    Checkpoint checkpoint =
        root.value(CHECKPOINT).isEmpty()
            ? Checkpoint.DEFAULT
            : new Checkpoint(duration(root, "", CHECKPOINT));
    // The corpus of an unknown task cannot be checked.
    boolean isReadable = inputs.isEmpty() || !column.isBlank();
    if (Task.of(task).isPresent() && isReadable && corpus.isPresent() && !corpus.get().isBlank()) {
      Lengths lengths =
          new Lengths(
              spaceReader.readable(CorpusFit.length(learned)),
              search.include().stream().map(p -> p.value(CorpusFit.length(learned))).toList());
      int unfit = 0;
      for (String one : corpora) {
        if (unfit < MOST_CORPORA_TOLD) {
          int before = problems.count();
          List<String> parts = series ? columns : List.of(tokens);
          checkCorpus(new Source(learned, one, parts, inputs, text), windows, lengths, corpusSize);
          unfit += problems.count() > before ? 1 : 0;
        }
      }
    }
    problems.throwIfAny();
    return new SweepSpec(
        name.orElseThrow(),
        learned,
        corpus.orElseThrow(),
        Tokens.of(tokens).orElseThrow(),
        minFreq.orElseThrow(),
        text,
        sample,
        column,
        new CorpusAxis(corpora, columns, inputs, sha256),
        SeriesForm.Scale.of(scale),
        windows.orElseThrow(),
        search,
        new Metric(metricName, metricGoal),
        space.orElseThrow(),
        timeouts,
        checkpoint);
  }

  private void checkKeys(Section root) {
    List<String> misplaced =
        values.keySet().stream()
            .filter(key -> !KEYS.contains(key) && hyperparameter(key).isPresent())
            .toList();
    misplaced.forEach(
        key -> {
          String name = hyperparameter(key).orElseThrow();
          problems.addAt(
              key,
              "Cannot set "
                  + Shown.of(key)
                  + " here: must be "
                  + (name.equals(key) ? "" : name + ", ")
                  + "under parameters");
        });
    values.keySet().removeAll(misplaced);
    root.allow(KEYS);
  }

  /**
   * Returns the hyperparameter that a key names, also if the key is a different tool's name for it.
   */
  private static Optional<String> hyperparameter(String key) {
    return SpaceReader.names().contains(key)
        ? Optional.of(key)
        : OtherNames.of(key, SpaceReader.names());
  }

  /** Returns the keys that only the other task reads. */
  static List<String> keysOfOtherTask(Task task) {
    return switch (task) {
      case LANGUAGE_MODEL -> List.of("column", AxisReader.TARGET, AxisReader.COLUMNS, "scale");
      case TIME_SERIES -> List.of("tokens", "min_freq", TextReader.TEXT, TextReader.SAMPLE);
    };
  }

  /** Refuses keys that only the other task reads: they would be ignored silently. */
  private void checkOtherTask(Section root, Task task) {
    for (String key : keysOfOtherTask(task)) {
      root.value(key)
          .ifPresent(
              value -> problems.cannotSetTo(key, value, "left out where task is " + task.key()));
    }
  }

  private Optional<WindowCounts> windows(Section root, WindowCounts byDefault) {
    Section section = root.section("windows", SECTIONS.get("windows"));
    Optional<Integer> train = count(section, "windows.", "train", byDefault.train());
    Optional<Integer> validation = count(section, "windows.", "validation", byDefault.validation());
    Optional<Integer> test =
        section.value("test").isEmpty() ? Optional.of(0) : testWindows(section);
    return train.flatMap(t -> validation.flatMap(v -> test.map(n -> new WindowCounts(t, v, n))));
  }

  /** Reads the number of test windows, which may be 0 unlike the other counts. */
  private Optional<Integer> testWindows(Section section) {
    Optional<String> text = section.text("test", WindowCounts.TEST_BOUND);
    Optional<Integer> test = text.flatMap(typed -> whole(typed, 0));
    if (text.isPresent() && test.isEmpty()) {
      problems.cannotSetTo("windows.test", text.get(), WindowCounts.TEST_BOUND);
    }
    return test;
  }

  private static Optional<Integer> whole(String typed, long least) {
    return ValueText.readWhole(typed)
        .filter(n -> n >= least && n <= WindowCounts.MAX)
        .map(Math::toIntExact);
  }

  private Optional<Integer> count(Section section, String prefix, String key, int defaultCount) {
    if (section.value(key).isEmpty()) {
      return Optional.of(defaultCount);
    }
    Optional<String> text = section.text(key, WindowCounts.BOUND);
    Optional<Integer> count = text.flatMap(typed -> whole(typed, 1));
    if (text.isPresent() && count.isEmpty()) {
      problems.cannotSetTo(prefix + key, text.get(), WindowCounts.BOUND);
    }
    return count;
  }

  private Optional<Duration> duration(Section section, String prefix, String key) {
    Optional<String> text = section.text(key, DurationText.BOUND);
    Optional<Duration> duration = text.flatMap(DurationText::read);
    if (text.isPresent() && duration.isEmpty() && !text.get().equals(DurationText.NONE)) {
      problems.cannotSetTo(prefix + key, text.get(), DurationText.BOUND);
    }
    return duration;
  }

  /**
   * Resolves a relative path against the working directory, then against the specification's
   * folder.
   */
  private String besideTheFile(String corpus) {
    try {
      Path beside = file.resolveSibling(corpus);
      boolean path = corpus.contains(".") || corpus.contains("/");
      return path && !Files.exists(Path.of(corpus)) && Files.exists(beside)
          ? beside.normalize().toString()
          : corpus;
    } catch (InvalidPathException e) {
      return corpus;
    }
  }

  private String inItsFolder(String path) {
    Path beside = file.resolveSibling(path).normalize();
    return !beside.toString().isEmpty() && Files.exists(beside) ? beside.toString() : path;
  }

  /**
   * The data that a sweep learns from.
   *
   * @param parts how a text is cut, or which columns of a file are series
   * @param inputs which columns of a file are inputs beside a series
   * @param form which characters of a text are kept
   */
  private record Source(
      Task task, String corpus, List<String> parts, List<String> inputs, TextForm form) {
    boolean isReadable() {
      return task == Task.TIME_SERIES || Choice.TOKENS.problem(parts.get(0)).isEmpty();
    }

    List<Problem> problems(long size, WindowCounts windows, List<Object> lengths) {
      return CorpusFit.problems(task, PublicUri.of(corpus), size, windows, lengths);
    }

    long size(CorpusSize of) {
      if (task == Task.TIME_SERIES) {
        return of.ofColumns(corpus, parts, inputs);
      }
      // An unreadable corpus is worth reporting even if the tokens are invalid too.
      return of.of(corpus, isReadable() ? parts.get(0) : Choice.TOKENS.defaultWord(), form);
    }
  }

  /**
   * The lengths of windows, in tokens or values.
   *
   * @param listed those of {@code parameters}
   * @param included those of the points that the search includes
   */
  private record Lengths(List<Object> listed, List<Object> included) {}

  private void checkCorpus(
      Source source, Optional<WindowCounts> windows, Lengths lengths, CorpusSize corpusSize) {
    try {
      // A specification with problems does not justify a download.
      if (problems.count() > 0 && corpusSize.needsDownload(source.corpus())) {
        return;
      }
      long size = source.size(corpusSize);
      windows
          .filter(w -> source.isReadable())
          .ifPresent(
              w -> {
                List<Problem> known = source.problems(size, w, lengths.listed());
                known.forEach(problems::add);
                // A corpus that is too short for any window has been told.
                List<Object> included = size > w.count() ? lengths.included() : List.of();
                included.stream()
                    .flatMap(length -> source.problems(size, w, List.of(length)).stream())
                    .distinct()
                    .filter(problem -> !known.contains(problem))
                    .forEach(problem -> problems.addAt(IncludeReader.PATH, problem.text()));
              });
    } catch (UserException e) {
      // These problems name lines of the corpus, so they must not get a line of the specification
      // too.
      problems.addAll(e);
    }
  }
}
