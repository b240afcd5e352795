package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Paragraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Tests that the software reads every documented specification, and that no key lacks. */
class SpecificationsTest {
  private static final Path PAGE = Path.of("docs", "specification.md");
  private static final Pattern TRIALS = Pattern.compile("(\\d+) trials");
  private static final Pattern FRAGMENT = Pattern.compile("([a-z_]+): \\S.*");
  private static final String TEXT = "name: example\ncorpus: harbour\n";
  private static final String SERIES =
      "name: example\ntask: time-series\ncorpus: prices.csv\ncolumn: close\n";

  private static final String SEARCH =
      """
      method: tpe
      search: {max_trials: 20, min_epochs: 3, early_stop: {patience: 5}, median: {interval: 5}, include: [{lr: 3}]}
      """;

  private static final String RACE =
      """
      search: {race: {alpha: 0.05}}
      parameters: {seed: [1, 2, 3, 4]}
      """;

  @TempDir Path folder;

  @Test
  void everySpecificationIsReadAndHasAsManyTrialsAsItsTextSays() throws IOException {
    int blocks = 0;
    for (Markdown document : Markdown.all()) {
      for (FencedCodeBlock block : document.blocks("yaml")) {
        SweepSpec spec = read(block.getLiteral());
        assertThat(block.getNext())
            .as("after the specification in " + document)
            .isInstanceOf(Paragraph.class);
        List<Integer> trials =
            TRIALS
                .matcher(Prose.text(block.getNext()))
                .results()
                .map(MatchResult::group)
                .map(text -> Integer.valueOf(text.replace(" trials", "")))
                .toList();
        assertThat(trials).as("in " + document).containsExactly(Search.size(spec));
        blocks++;
      }
    }
    assertThat(blocks).isGreaterThanOrEqualTo(3);
  }

  @Test
  void everyKeyWithAValueIsAllowed() throws IOException {
    List<String> refused = new ArrayList<>();
    int fragments = 0;
    for (Markdown document : Markdown.all()) {
      for (String code : document.inlineCode()) {
        Optional<String> spec = specification(code);
        if (spec.isPresent()) {
          fragments++;
          try {
            read(spec.get());
          } catch (UserException e) {
            refused.add(document + ": " + code + ": " + e.getMessage());
          }
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(fragments).isGreaterThan(30);
  }

  @Test
  void thePageListsEveryKeyAndNoOther() throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    for (String yaml : List.of(TEXT, SERIES, columns(), TEXT + SEARCH, TEXT + RACE)) {
      Map<String, Object> written = new Yaml().load(SpecWriter.toYaml(read(yaml)));
      written.forEach(
          (key, value) -> {
            if (value instanceof Map<?, ?> map && !key.equals("parameters")) {
              map.keySet().forEach(inner -> keys.add(key + "." + inner));
            } else {
              keys.add(key);
            }
          });
    }
    assertThat(cells("## Keys", 1)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void thePageListsEveryHyperparameterWithItsDefaultAndItsBound() {
    List<String> expected =
        Arrays.stream(Hyperparameter.values())
            .map(h -> h.key() + " | " + defaults(h) + " | " + h.bound())
            .toList();
    assertThat(cells("## Hyperparameters", 3)).isEqualTo(expected);
  }

  private static String defaults(Hyperparameter h) {
    String text = shown(h.defaultValue(Task.LANGUAGE_MODEL));
    String series = shown(h.defaultValue(Task.TIME_SERIES));
    return text.equals(series) ? text : text + "; of a time series " + series;
  }

  /** Returns a series that is read with further columns. */
  private static String columns() {
    return SERIES.replaceFirst("(?m)^column: (.*)$", "target: $1\ncolumns: [other]");
  }

  private static String shown(Object value) {
    return value.toString().replaceFirst("\\.0$", "");
  }

  /**
   * Returns the first cells of every row of the first table under a heading, without code marks.
   */
  private static List<String> cells(String heading, int cells) {
    return Markdown.read(PAGE)
        .text()
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.replaceAll("^\\| *|`", "").split(" \\| ", -1))
        .map(row -> String.join(" | ", Arrays.copyOf(row, cells)))
        .toList();
  }

  /** Completes a piece of code such as {@code tokens: word}; empty if it is no such piece. */
  private static Optional<String> specification(String code) {
    var fragment = FRAGMENT.matcher(code);
    // A capital stands for a value of the reader's.
    if (!fragment.matches() || code.matches(".*\\b[A-Z]\\b.*")) {
      return Optional.empty();
    }
    String key = fragment.group(1);
    Optional<Hyperparameter> h = Hyperparameter.of(key);
    if (h.isPresent()) {
      String base = h.get().isOf(Task.LANGUAGE_MODEL) ? TEXT : SERIES;
      return Optional.of(base + "parameters: {" + code + "}\n");
    }
    if (TextForm.keys().containsKey(key)) {
      return Optional.of(TEXT + "text: {" + code + "}\n");
    }
    boolean known =
        Stream.of(
                TEXT,
                SERIES,
                "tokens: min_freq: text: sample: scale: windows: method: metric:"
                    + " parameters: tie: exclude: timeout:")
            .anyMatch(keys -> keys.contains(key + ":"));
    String base = key.equals("task") || key.equals("column") || key.equals("scale") ? SERIES : TEXT;
    return known
        ? Optional.of(base.replaceFirst("(?m)^" + key + ": .*\n", "") + code + "\n")
        : Optional.empty();
  }

  private SweepSpec read(String yaml) throws IOException {
    return SpecReader.read(Files.writeString(folder.resolve("x.yaml"), yaml), List.of());
  }
}
