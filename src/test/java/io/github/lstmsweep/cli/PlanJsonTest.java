package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.format.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code plan --json} has all that the printed plan says: the text is made from it. */
class PlanJsonTest {
  private static final String WINDOWS = "windows={train: 64, validation: 32}";

  @TempDir Path folder;

  private static JsonNode json(String... words) throws IOException {
    Shell plan = Shell.run((Object[]) with(words, "--json"));
    assertThat(plan.exitCode()).as(plan.err().toString()).isZero();
    assertThat(plan.out()).hasSize(1);
    return new ObjectMapper().readTree(plan.out().get(0));
  }

  private static List<String> text(String... words) {
    Shell plan = Shell.run((Object[]) with(words, "--all"));
    assertThat(plan.exitCode()).as(plan.err().toString()).isZero();
    return plan.out();
  }

  private static String[] with(String[] words, String option) {
    return Stream.concat(Arrays.stream(words), Stream.of(option)).toArray(String[]::new);
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** Compares both forms; a line of words that JSON does not have is not compared. */
  private static void assertSame(String... words) throws IOException {
    List<String> said = new ArrayList<>(text(words));
    JsonNode json = json(words);
    said.removeIf(
        line ->
            line.isEmpty()
                || line.startsWith("All trials: ")
                || line.startsWith("text: ")
                || line.startsWith("shape ")
                || line.startsWith("start "));
    List<String> rows = said.stream().filter(line -> line.matches(" *[\\d,]+  .*")).toList();
    said.removeAll(rows);
    assertThat(lines(json))
        .isEqualTo(said.stream().map(line -> line.replaceAll(" +", " ")).toList());
    assertRows(json, rows);
  }

  private static void assertRows(JsonNode json, List<String> rows) {
    List<JsonNode> schedule = each(json.get("schedule")).toList();
    assertThat(rows).hasSameSizeAs(schedule).hasSize(json.get("trials").asInt());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode trial = schedule.get(i);
      List<String> cells = new ArrayList<>(List.of(Show.count(i + 1)));
      trial
          .get("hyperparameters")
          .forEach(v -> cells.add(v.isDouble() ? Show.parameter(v.doubleValue()) : v.asText()));
      cells.add(Show.scaled(trial.get("trained_tokens").asDouble()));
      cells.add(Show.scaled(trial.get("flops").asDouble()));
      cells.add(String.format(Locale.ROOT, "%.1f", trial.get("predicted_seconds").asDouble()));
      cells.add(trial.get("trial_id").asText());
      assertThat(rows.get(i).strip().split("\\s{2,}")).containsExactlyElementsOf(cells);
    }
  }

  /** The printed lines before the list of trials, from the object alone. */
  private static List<String> lines(JsonNode json) {
    String tokens = json.get("task").asText().equals("language-model") ? "tokens" : "steps";
    boolean isMany = json.get("corpora").size() > 1;
    String cores = Show.counted(json.get("cores").asLong(), "core");
    List<String> lines = new ArrayList<>();
    String vocabulary = "";
    if (!json.get("smallest_vocabulary").isNull()) {
      int least = json.get("smallest_vocabulary").asInt();
      int most = json.get("largest_vocabulary").asInt();
      vocabulary = ", vocabulary of " + least + (least == most ? "" : " to " + most);
    }
    int test = json.get("test_windows").asInt();
    lines.add(
        json.get("sweep").asText()
            + ": "
            + Show.counted(json.get("trials").asLong(), "trial")
            + " on "
            + (isMany
                ? json.get("corpora").size() + " corpora"
                : json.get("corpora").get(0).get("corpus").asText())
            + " ("
            + Show.count(json.get("train_windows").asLong())
            + " training and "
            + Show.count(json.get("validation_windows").asLong())
            + " validation windows"
            + (test == 0 ? "" : ", " + Show.counted(test, "test window"))
            + (isMany ? " of each" : "")
            + vocabulary
            + ")");
    if (isMany) {
      lines.addAll(corpora(json.get("corpora")));
    }
    if (json.get("included_trials").asInt() > 0) {
      lines.add(
          Show.counted(json.get("included_trials").asInt(), "trial") + " of search.include first");
    }
    lines.add(
        Show.scaled(json.get("trained_tokens").asDouble())
            + " trained "
            + tokens
            + ", "
            + Show.scaled(json.get("flops").asDouble())
            + "FLOP; predicted "
            + Show.seconds(json.get("predicted_seconds").asDouble())
            + " on "
            + cores
            + ", "
            + Show.seconds(json.get("one_core_seconds").asDouble())
            + " on one");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s; lower bound %s; idle at the end: up to %s (%.1f%% of core time)",
            Show.counted(json.get("tasks").asLong(), "task"),
            Show.seconds(json.get("lower_bound_seconds").asDouble()),
            Show.seconds(json.get("idle_seconds").asDouble()),
            100 * (1 - json.get("busy_share").asDouble())));
    if (!json.get("gpu").isNull()) {
      lines.addAll(gpu(json.get("gpu")));
    }
    if (!json.get("search").isNull()) {
      lines.add(search(json, tokens, cores));
    }
    return lines;
  }

  private static List<String> corpora(JsonNode corpora) {
    boolean isText = corpora.get(0).has("characters");
    String size = isText ? "characters" : "values";
    String unit = isText ? "character" : "value";
    List<JsonNode> longest = new ArrayList<>(each(corpora).toList());
    longest.sort((a, b) -> Long.compare(b.get(size).asLong(), a.get(size).asLong()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "corpora: "
            + Show.counted(longest.stream().mapToLong(c -> c.get(size).asLong()).sum(), unit)
            + " together, "
            + Show.count(longest.get(longest.size() - 1).get(size).asLong())
            + " to "
            + Show.count(longest.get(0).get(size).asLong())
            + " each; the longest:");
    longest.stream()
        .limit(3)
        .map(
            c ->
                " "
                    + Show.counted(c.get(size).asLong(), unit)
                    + " "
                    + (isText ? "" : c.get("column").asText() + " of ")
                    + c.get("corpus").asText())
        .forEach(lines::add);
    return lines;
  }

  private static List<String> gpu(JsonNode gpu) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "predicted "
            + Show.seconds(gpu.get("predicted_seconds").asDouble())
            + " on "
            + Show.counted(gpu.get("gpus").asLong(), "GPU")
            + " of "
            + gpu.get("device").asText()
            + ", "
            + Show.scaled(gpu.get("tokens_per_second").asDouble())
            + " tokens per second (no prediction has been compared with a GPU)");
    int left = gpu.get("trials_on_processor").asInt();
    if (left > 0) {
      lines.add(
          Show.counted(left, "trial")
              + " of them have no room on this GPU, so the processor trains them; their time is left"
              + " out");
    }
    for (JsonNode shape : gpu.get("shapes")) {
      List<String> cells = new ArrayList<>();
      cells.add(
          String.format(
              Locale.ROOT,
              "%s %dx%d, %d steps, batch %d",
              shape.get("cell").asText(),
              shape.get("num_layers").asInt(),
              shape.get("num_hiddens").asInt(),
              shape.get("steps").asInt(),
              shape.get("batch_size").asInt()));
      cells.add(Show.count(shape.get("trials").asLong()));
      cells.add(Show.count(shape.get("pack").asLong()));
      if (shape.get("pack_bytes").isNull()) {
        cells.addAll(List.of("-", "-", "-", "-", "no room"));
      } else {
        cells.add(Show.scaled(shape.get("pack_bytes").asDouble()) + "B");
        cells.add(Show.count(shape.get("launches_per_batch").asLong()));
        cells.add(Show.scaled(shape.get("tokens_per_second").asDouble()));
        cells.add(String.format(Locale.ROOT, "%.1f", shape.get("one_gpu_seconds").asDouble()));
        cells.add(shape.get("bound").asText());
      }
      lines.add(String.join(" ", cells));
    }
    return lines;
  }

  private static String search(JsonNode json, String tokens, String cores) {
    JsonNode search = json.get("search");
    double all = json.get("trained_tokens").asDouble();
    double most = search.get("most_tokens").asDouble();
    String method = json.get("method").asText();
    if (!search.has("rungs")) {
      return String.format(
          Locale.ROOT,
          "%s trains at most %s %s of them (%.1f%%), and then one trial to its end",
          method,
          Show.scaled(most),
          tokens,
          100 * most / all);
    }
    List<String> rungs =
        each(search.get("rungs"))
            .map(
                r ->
                    Show.counted(Math.max(1, Math.round(r.get("trials").asDouble())), "trial")
                        + " to epoch "
                        + r.get("epoch").asInt())
            .toList();
    return String.format(
        Locale.ROOT,
        "%s trains %s: about %s %s (%.1f%%) and %s on %s; at worst %s (%.1f%%) and %s",
        method,
        String.join(", ", rungs),
        Show.scaled(search.get("expected_tokens").asDouble()),
        tokens,
        100 * search.get("expected_tokens").asDouble() / all,
        Show.seconds(search.get("expected_seconds").asDouble()),
        cores,
        Show.scaled(most),
        100 * most / all,
        Show.seconds(search.get("most_seconds").asDouble()));
  }

  @Test
  void aGridHasEveryFigureAndEveryTrial() throws Exception {
    String[] words = {"plan", "conf/quickstart.yaml", "--cores", "3", "--set", "seed=[0,1,2,3]"};
    assertSame(words);
    JsonNode json = json(words);
    assertThat(json.get("search").isNull()).isTrue();
    assertThat(json.get("gpu").isNull()).isTrue();
    assertThat(json.get("hyperparameters").get("num_epochs").asInt()).isEqualTo(20);
    assertThat(json.get("hyperparameters").get("cell").asText()).isEqualTo("lstm");
    assertThat(text(words))
        .filteredOn(line -> line.startsWith("All trials: "))
        .singleElement()
        .satisfies(
            line ->
                json.get("hyperparameters")
                    .fieldNames()
                    .forEachRemaining(key -> assertThat(line).contains(key + " ")));
  }

  @Test
  void gpusHaveTheirShapesAlsoWithoutRoom() throws Exception {
    assertSame("plan", "conf/quickstart.yaml", "--gpus", "2", "--device", "l4", "--pack", "2");
    String[] large = {
      "plan",
      "conf/quickstart.yaml",
      "--set",
      WINDOWS,
      "--set",
      "num_hiddens=[16, 4096]",
      "--set",
      "num_layers=4",
      "--gpus",
      "1",
      "--device",
      "l4"
    };
    assertSame(large);
    assertThat(json(large).get("gpu").get("trials_on_processor").asInt()).isPositive();
  }

  @Test
  void searchesHaveTheirCost() throws Exception {
    for (String method : List.of("successive-halving", "asha", "freeze-thaw")) {
      String[] words = {"plan", "conf/quickstart.yaml", "--set", "method=" + method};
      assertSame(words);
      assertThat(json(words).get("search").get("most_tokens").asDouble()).isPositive();
    }
  }

  @Test
  void includedTrialsAndTestWindowsAreCounted() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("included.yaml"),
            """
            name: included
            corpus: harbour
            windows: {train: 64, validation: 32, test: 16}
            search:
              include: [{lr: 2, num_hiddens: 8}]
            parameters:
              num_hiddens: {values: [4, 8]}
              lr: {values: [1, 2]}
              gradient_clip: {value: .inf}
              num_epochs: {value: 2}
            """);
    assertSame("plan", spec.toString());
    assertThat(json("plan", spec.toString()).get("hyperparameters").get("gradient_clip").asText())
        .isEqualTo("inf");
  }

  @Test
  void severalSeriesAreListed() throws Exception {
    for (int series = 0; series < 4; series++) {
      StringBuilder lines = new StringBuilder("north,south\n");
      for (int t = 0; t < 80 + series; t++) {
        lines.append(t % 7).append(',').append(t % 5).append('\n');
      }
      Files.writeString(folder.resolve("s" + series + ".csv"), lines);
    }
    Path spec =
        Files.writeString(
            folder.resolve("many.yaml"),
            """
            name: many
            task: time-series
            corpus: {glob: "%s/s*.csv"}
            column: north
            windows: {train: 40, validation: 20}
            parameters:
              tau: {value: 4}
              num_hiddens: {values: [4, 8]}
              num_epochs: {value: 2}
            """
                .formatted(folder));
    assertSame("plan", spec.toString());
  }
}
