package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.specification.yaml.YamlText;
import io.github.lstmsweep.trial.PublicUri;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the corpora and the columns of a specification: one of each, a list, or a pattern. */
final class AxisReader {
  /** The keys of a list of corpora. A list of columns has the first two. */
  static final List<String> KEYS = List.of("values", "glob", "sha256");

  static final String VALUES_BOUND = "a list of different names, at least one";
  static final String GLOB_BOUND =
      "the path of files of this machine, with * or ? in the file's name only, such as shops/*.csv";
  static final String COLUMN_GLOB_BOUND = "text with * or ?, such as shop_*";
  static final String SHA256_BOUND =
      "the SHA-256 of every corpus in its order, 64 lower-case hexadecimal digits each";

  static final String TARGET = "target";
  static final String COLUMNS = "columns";

  static final String TARGET_BOUND = "the name of the column to forecast";
  static final String COLUMNS_BOUND =
      "a list of the other columns that the network reads, such as [temperature, price]";

  private static final String CORPUS = "corpus";
  private static final String COLUMN = "column";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Section root;
  private final Problems problems;
  private final CorpusSize files;

  AxisReader(Section root, Problems problems, CorpusSize files) {
    this.root = root;
    this.problems = problems;
    this.files = files;
  }

  /**
   * Reads the key {@code corpus}. The list is empty if there is a problem.
   *
   * @param bound of a single corpus
   * @param resolved finds a relative path
   * @param beside returns a relative path in the folder of the specification, if it is there
   */
  List<String> corpora(String bound, UnaryOperator<String> resolved, UnaryOperator<String> beside) {
    if (!(root.value(CORPUS).orElse("") instanceof Map)) {
      Optional<String> corpus = root.required(CORPUS, bound);
      corpus
          .flatMap(SweepSpec::corpusProblem)
          .ifPresent(problem -> problems.addAt(CORPUS, problem));
      return corpus.map(resolved).stream().toList();
    }
    Section section = root.section(CORPUS, KEYS);
    List<String> typed =
        names(section, SweepSpec::corpusProblem, glob -> matching(section, glob, resolved, beside));
    List<String> found =
        section.value("glob").isPresent() ? typed : typed.stream().map(resolved).toList();
    return different(section, found) ? found : List.of();
  }

  /**
   * Reads the key {@code column}, or {@code target} where there are further columns. The list has a
   * single empty text if the key is left out or has a problem.
   *
   * @param corpora the files
   */
  List<String> columns(String bound, List<String> corpora) {
    if (hasInputs()) {
      return List.of(target());
    }
    if (!(root.value(COLUMN).orElse("") instanceof Map)) {
      String column = root.text(COLUMN, bound).orElse("");
      SweepSpec.columnProblem(column).ifPresent(problem -> problems.addAt(COLUMN, problem));
      return List.of(column);
    }
    Section section = root.section(COLUMN, KEYS.subList(0, 2));
    List<String> columns =
        names(section, AxisReader::oneColumnProblem, glob -> matching(section, glob, corpora));
    return different(section, columns) && !columns.isEmpty() ? columns : List.of("");
  }

  private boolean hasInputs() {
    return root.value(TARGET).isPresent() || root.value(COLUMNS).isPresent();
  }

  private String target() {
    if (root.value(COLUMN).isPresent()) {
      problems.addAt(
          COLUMN,
          "Cannot set column beside target and columns: must be column for series that are read"
              + " alone, or target and columns for one that is read with others");
    }
    String target = root.required(TARGET, TARGET_BOUND).orElse("");
    if (root.value(TARGET).isPresent() && target.isBlank()) {
      problems.cannotSetTo(TARGET, target, TARGET_BOUND);
    }
    YamlText.problem(TARGET, target).ifPresent(problem -> problems.addAt(TARGET, problem));
    return target;
  }

  /**
   * Reads the key {@code columns}: inputs beside the column to forecast, in the order of the file.
   * The list is empty if there are none, or if there is a problem.
   */
  List<String> inputs() {
    if (!hasInputs()) {
      return List.of();
    }
    if (root.value(COLUMNS).isEmpty()) {
      problems.add(
          "Cannot leave out columns where target is set: must be "
              + COLUMNS_BOUND
              + "; a series that is read alone is set by column");
      return List.of();
    }
    List<?> typed = root.list(COLUMNS, COLUMNS_BOUND);
    if (typed.isEmpty() && root.value(COLUMNS).get() instanceof List) {
      problems.cannotSetTo(COLUMNS, typed, COLUMNS_BOUND);
    }
    Object target = root.value(TARGET).orElse("");
    List<String> inputs = new ArrayList<>();
    for (Object value : typed) {
      if (!(value instanceof String name) || name.isBlank()) {
        problems.cannotSetTo(COLUMNS, value, "names of columns of the CSV file");
      } else if (name.equals(target)) {
        problems.cannotSetTo(
            COLUMNS, name, "columns beside target, which the network reads anyway");
      } else if (inputs.contains(name)) {
        problems.addAt(
            COLUMNS, "Cannot set columns to " + Shown.of(name) + " twice: must be different names");
      } else {
        YamlText.problem(COLUMNS, name).ifPresent(problem -> problems.addAt(COLUMNS, problem));
        inputs.add(name);
      }
    }
    return inputs;
  }

  /**
   * Reads the digests of the corpora; empty if the key is left out.
   *
   * @param count of the corpora
   */
  List<String> sha256(int count) {
    if (!(root.value(CORPUS).orElse("") instanceof Map)) {
      return List.of();
    }
    // The keys of the section were checked before.
    Map<String, Object> inner = root.map(CORPUS, "");
    Object typed = inner.get("sha256");
    if (typed == null) {
      return List.of();
    }
    boolean isValid =
        typed instanceof List<?> list
            && list.size() == count
            && list.stream().allMatch(d -> d instanceof String s && SHA256.matcher(s).matches());
    if (!isValid) {
      problems.cannotSetTo("corpus.sha256", typed, SHA256_BOUND + " (" + count + " here)");
      return List.of();
    }
    return ((List<?>) typed).stream().map(String.class::cast).toList();
  }

  private List<String> names(
      Section section,
      Function<String, Optional<String>> problemOf,
      Function<String, List<String>> matching) {
    boolean hasValues = section.value("values").isPresent();
    if (hasValues == section.value("glob").isPresent()) {
      problems.addAt(
          section.path("values"),
          "Cannot set "
              + section.path("values")
              + (hasValues ? " and " : " or ")
              + section.path("glob")
              + ": must be exactly one of them");
      return List.of();
    }
    if (!hasValues) {
      return section.text("glob", GLOB_BOUND).map(matching).orElse(List.of());
    }
    List<String> names = new ArrayList<>();
    List<?> list = section.list("values", VALUES_BOUND);
    for (Object value : list) {
      if (!(value instanceof String name)) {
        problems.cannotSetTo(section.path("values"), value, "text");
        continue;
      }
      Optional<String> problem = problemOf.apply(name);
      problem.ifPresent(text -> problems.addAt(section.path("values"), text));
      if (problem.isEmpty()) {
        names.add(name);
      }
    }
    if (list.isEmpty() && section.value("values").get() instanceof List) {
      problems.cannotSetTo(section.path("values"), list, VALUES_BOUND);
    }
    return names;
  }

  private static Optional<String> oneColumnProblem(String column) {
    return column.isBlank()
        ? Optional.of(Problems.cannotSet("column.values", column, "names of columns"))
        : SweepSpec.columnProblem(column);
  }

  private boolean different(Section section, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(PublicUri.of(name))) {
        problems.addAt(
            section.path("values"),
            "Cannot set "
                + section.path("values")
                + " to "
                + Shown.of(PublicUri.of(name))
                + " twice: must be different names");
        return false;
      }
    }
    return true;
  }

  private List<String> matching(
      Section section, String glob, UnaryOperator<String> resolved, UnaryOperator<String> beside) {
    int name = glob.lastIndexOf('/') + 1;
    boolean isPlain = glob.substring(0, name).chars().noneMatch(c -> c == '*' || c == '?');
    if (PublicUri.isUri(glob) || !isPlain) {
      problems.cannotSetTo(section.path("glob"), glob, GLOB_BOUND);
      return List.of();
    }
    String folder = name == 0 ? "./" : glob.substring(0, name);
    String there = resolved.apply(folder);
    Pattern pattern = wildcards(glob.substring(name));
    try {
      // A specification that is read without its corpora stands for all of their files.
      Optional<List<String>> names = files.files(there, pattern);
      // The working directory is always there, and often has no such file.
      if (names.filter(List::isEmpty).isPresent() && !beside.apply(folder).equals(there)) {
        there = beside.apply(folder);
        names = files.files(there, pattern);
      }
      if (names.isEmpty()) {
        return List.of(glob);
      }
      if (names.get().isEmpty()) {
        problems.cannotSetTo(section.path("glob"), glob, "the pattern of at least one file");
      }
      String prefix = there.equals("./") ? "" : there.replaceFirst("/*$", "/");
      return names.get().stream().map(file -> prefix + file).toList();
    } catch (UserException e) {
      problems.addAll(e);
      return List.of();
    }
  }

  private List<String> matching(Section section, String glob, List<String> corpora) {
    if (glob.chars().noneMatch(c -> c == '*' || c == '?')) {
      problems.cannotSetTo(section.path("glob"), glob, COLUMN_GLOB_BOUND);
      return List.of();
    }
    if (corpora.isEmpty()) {
      return List.of();
    }
    try {
      Optional<List<String>> all = files.columns(corpora.get(0));
      if (all.isEmpty()) {
        return List.of(glob);
      }
      Pattern pattern = wildcards(glob);
      List<String> columns =
          all.get().stream().filter(column -> pattern.matcher(column).matches()).toList();
      if (columns.isEmpty()) {
        problems.cannotSetTo(
            section.path("glob"),
            glob,
            "the pattern of at least one column of numbers of " + PublicUri.of(corpora.get(0)));
      }
      return columns;
    } catch (UserException e) {
      problems.addAll(e);
      return List.of();
    }
  }

  /** Returns the pattern in which {@code *} stands for any text and {@code ?} for a character. */
  private static Pattern wildcards(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
