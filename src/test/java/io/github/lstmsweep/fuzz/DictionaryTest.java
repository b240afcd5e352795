package io.github.lstmsweep.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the fuzzer's dictionaries have the words of the files that it makes. */
class DictionaryTest {
  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");
  private static final Pattern MARKER_KEY = Pattern.compile("(?m)^[a-z ]+: ");
  private static final Pattern JSON_KEY = Pattern.compile("\"\\w+\"(?= *:)");

  @ParameterizedTest
  @EnumSource(names = {"ROW", "ROWS"})
  void rowsHaveEveryColumnAndStatus(FuzzTarget target) throws IOException {
    Stream<String> columns =
        Stream.of(
                ResultSchema.columns(), ResultSchema.epochColumns(), ResultSchema.forecastColumns())
            .flatMap(List::stream)
            .map(Column::name);
    assertThat(words(target))
        .containsAll(columns.toList())
        .containsAll(Arrays.stream(TrialStatus.values()).map(TrialStatus::name).toList());
  }

  @Test
  void specificationsHaveEveryKeyAndWord() throws IOException {
    Stream<String> keys =
        Stream.of(
                Arrays.stream(Hyperparameter.values()).map(Hyperparameter::key),
                Arrays.stream(Choice.values()).map(Choice::key),
                TextForm.keys().keySet().stream())
            .flatMap(key -> key)
            .filter(key -> !key.equals("name"))
            .map(key -> key + ": ");
    Stream<String> values =
        Stream.of(
                Arrays.stream(Cell.values()).map(Cell::key),
                Arrays.stream(HiddenActivation.values()).map(HiddenActivation::key),
                Arrays.stream(Method.values()).map(Method::key),
                Arrays.stream(OptimizerKind.values()).map(OptimizerKind::key),
                Arrays.stream(SeriesForm.Scale.values()).map(SeriesForm.Scale::key),
                Arrays.stream(SeriesInput.values()).map(SeriesInput::key),
                Arrays.stream(Task.values()).map(Task::key),
                Arrays.stream(Tokens.values()).map(Tokens::key),
                TextForm.keys().values().stream().flatMap(List::stream))
            .flatMap(word -> word);
    assertThat(words(FuzzTarget.SPECIFICATION))
        .containsAll(keys.toList())
        .containsAll(values.toList());
  }

  @Test
  void markersHaveEveryLine() throws IOException {
    Set<String> keys = found(FuzzTarget.MARKER, MARKER_KEY);
    assertThat(keys).contains("run: ", "started: ");
    keys.removeAll(Set.of("working: ", "waiting: "));
    assertThat(words(FuzzTarget.MARKER))
        .containsAll(keys)
        .contains("working: yes\n", "waiting: yes\n");
  }

  @Test
  void testScoresHaveEveryKey() throws IOException {
    Set<String> keys = found(FuzzTarget.TEST_RESULT, JSON_KEY);
    assertThat(keys).contains("\"trials\"", "\"test_perplexity\"");
    assertThat(words(FuzzTarget.TEST_RESULT)).containsAll(keys);
  }

  /** Returns what a pattern finds in the files that the product makes. */
  private static Set<String> found(FuzzTarget target, Pattern pattern) {
    return target.seeds().entrySet().stream()
        .filter(seed -> seed.getKey().startsWith(FuzzTarget.REAL))
        .map(seed -> new String(seed.getValue(), StandardCharsets.UTF_8))
        .flatMap(text -> pattern.matcher(text).results().map(MatchResult::group))
        .collect(Collectors.toSet());
  }

  /** Returns the words of a dictionary in the format of libFuzzer. */
  private static Set<String> words(FuzzTarget target) throws IOException {
    return Files.readAllLines(target.dictionary()).stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
        .map(DictionaryTest::unescaped)
        .collect(Collectors.toSet());
  }

  private static String unescaped(String word) {
    return ESCAPE
        .matcher(word)
        .replaceAll(hex -> quoted((char) Integer.parseInt(hex.group(1), 16)));
  }

  private static String quoted(char letter) {
    return Matcher.quoteReplacement(String.valueOf(letter));
  }
}
