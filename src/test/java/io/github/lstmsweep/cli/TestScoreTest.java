package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.Evaluation;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestScoreTest {
  private static final String SPEC =
      """
      name: tested
      corpus: harbour
      windows: {train: 64, validation: 50, test: 40}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 3}
        lr: {values: [0.001, 0.1]}
        batch_size: {value: 32}
        num_epochs: {value: 2}
      """;

  private static final Corpus CORPUS =
      new CorpusLoader(
              Optional.empty(),
              Map.of(),
              (uri, most) -> {
                throw new IOException("no network in this test");
              })
          .load(CorpusLoader.HARBOUR, "char");

  @TempDir Path folder;
  private Path spec;
  private Path out;
  private Path test;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeSpecification() throws IOException {
    spec = Files.writeString(folder.resolve("tested.yaml"), SPEC);
    out = folder.resolve("out");
    test = out.resolve("test.json");
  }

  @Test
  void theBestIsMeasuredOnTheWindowsAfterThoseOfValidation() throws IOException {
    List<String> lines = run();
    TrialTable table = table();
    TrialRow best = table.rows().best().orElseThrow();
    JsonNode json = new ObjectMapper().readTree(test.toFile());
    assertThat(json.get("trials")).hasSize(1);
    assertThat(json.get("trials").get(0).get("trial_id").asText()).isEqualTo(best.id().hex());
    assertThat(json.get("test_windows").asInt()).isEqualTo(40);
    double perplexity = json.get("test_perplexity").asDouble();
    assertThat(perplexity).isEqualTo(perplexity(table, best, 64 + 50, 40));
    assertThat(json.get("test_perplexity_sd").isNull()).isTrue();
    // The computation equals that of validation, bit for bit.
    assertThat(perplexity(table, best, 64, 50)).isEqualTo(best.validationScore().orElseThrow());
    String line = line(lines);
    assertThat(line)
        .isEqualTo(
            "test perplexity %s on 40 test windows of lr %s; measured once, %s, for what was best then",
            Show.score(perplexity), best.values().get("lr"), json.get("measured_at").asText());
    assertThat(Shell.run("status", out).out()).contains(line);
    assertThat(Shell.run("report", out).err()).isEmpty();
    assertThat(Files.readString(out.resolve("report.html"))).contains("T" + line.substring(1));
  }

  private static double perplexity(TrialTable table, TrialRow row, int first, int count)
      throws IOException {
    Trial trial = Trial.of(row.hyperparameters(), row.dataset().orElseThrow());
    return Evaluation.perplexity(trial, CORPUS, table.parameters(row), first, count);
  }

  @Test
  void itIsMeasuredOnceAndNotForAnotherThatIsBestLater() throws IOException {
    String line = line(run());
    String json = Files.readString(test);
    assertThat(line(run())).as("run again").isEqualTo(line);
    assertThat(Files.readString(test)).isEqualTo(json);

    // A learning rate of 2 is far better than 0.1.
    List<String> extended = run("--extend", "--set", "lr=[0.001,0.1,2]");

    assertThat(table().rows().best().orElseThrow().values()).containsEntry("lr", 2.0);
    assertThat(Files.readString(test)).isEqualTo(json);
    assertThat(line(extended)).isEqualTo(line);
    String another =
        "Another trial is best now. It is not scored on the test windows, which would then serve to"
            + " choose a model and no longer to test one.";
    assertThat(extended).contains(another);
    assertThat(Shell.run("status", out).out()).contains(line, another);
    Files.delete(test);
    assertThat(line(run("--set", "lr=[0.001,0.1,2]"))).contains(" of lr 2;");
  }

  @Test
  void withSeedsEverySeedOfTheBestConfigurationIsMeasured() throws IOException {
    List<String> lines = run("--set", "seed=[0,1,2]");
    JsonNode json = new ObjectMapper().readTree(test.toFile());
    List<Double> perplexities = new ArrayList<>();
    json.get("trials").forEach(t -> perplexities.add(t.get("test_perplexity").asDouble()));
    assertThat(perplexities).hasSize(3).doesNotHaveDuplicates();
    double mean = perplexities.stream().mapToDouble(p -> p).average().orElseThrow();
    assertThat(json.get("test_perplexity").asDouble()).isEqualTo(mean, within(1e-12));
    assertThat(json.get("test_perplexity_sd").asDouble()).isPositive();
    assertThat(line(lines))
        .startsWith("test perplexity mean " + Show.score(mean) + ", sd ")
        .contains(", n 3 on 40 test windows of lr 0.1;");
  }

  @Test
  void aTableWithoutTestWindowsTakesThemAndNoOtherNumberOfThemLater() throws IOException {
    String windows = "windows: {train: 64, validation: 50, test: ";
    assertThat(SPEC).contains(windows + "40}");
    Files.writeString(spec, SPEC.replace(windows + "40}", windows + "0}"));
    run();
    assertThat(test).doesNotExist();
    Files.writeString(spec, SPEC);
    Shell refused = Shell.run("run", spec, "--out", out);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .anyMatch(line -> line.endsWith("; add --extend to measure the best on the test windows"))
        .contains("  windows.test: 0 -> 40");
    assertThat(line(run("--extend"))).contains(" on 40 test windows of ");
    String json = Files.readString(test);
    Files.writeString(spec, SPEC.replace(windows + "40}", windows + "30}"));
    Shell other = Shell.run("run", spec, "--out", out, "--extend");
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("  windows.test: 40 -> 30");
    assertThat(Files.readString(test)).isEqualTo(json);
  }

  @Test
  void withoutTestWindowsNothingIsMeasured() {
    assertThat(run("--set", "windows.test=0")).noneMatch(l -> l.startsWith("test perplexity"));
    assertThat(test).doesNotExist();
  }

  @Test
  void aFileThatIsNotWhatRunWroteIsToldAndMeasuredAnew() throws IOException {
    String line = line(run()).replaceFirst("; measured once.*", "");
    for (String bad : List.of("", "{}", "[1]", Files.readString(test).replace("trial_id", "id"))) {
      Files.writeString(test, bad);
      Shell status = Shell.run("status", out);
      assertThat(status.err())
          .containsExactly(
              "Cannot read test.json of "
                  + out
                  + ": it is not what was written; the next run sets it aside and scores the best trial"
                  + " again");
      assertThat(status.exitCode()).isEqualTo(4);
      assertThat(status.out()).contains("unreadable    0").noneMatch(l -> l.startsWith("test "));
      assertThat(line(run())).startsWith(line);
      assertThat(Shell.run("status", out).exitCode()).isZero();
    }
  }

  @Test
  void aModelThatIsNotWhatWasPublishedIsNotMeasured() throws IOException {
    run();
    Files.delete(test);
    TrialRow best = table().rows().best().orElseThrow();
    String name = best.id() + "-" + best.text("parameters_sha256").orElseThrow() + ".bin";
    Files.write(out.resolve("models").resolve(name), new byte[100]);
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.err())
        .containsExactly(
            "Cannot measure trial "
                + best.id()
                + " on the test windows: its model cannot be read (it is no model file: it must"
                + " begin with LSTMSWP);"
                + " `audit --set-aside` and then `run` train the trial again");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(test).doesNotExist();
  }

  /** A network may overflow on unseen text; a second measurement would have the same result. */
  @ParameterizedTest
  @CsvSource({"NaN, NaN", "1e6, inf"})
  void aTestPerplexityThatIsNotFiniteIsKeptAndTold(float parameter, String shown)
      throws IOException {
    run();
    Files.delete(test);
    TrialRow best = table().rows().best().orElseThrow();
    Files.delete(out.resolve("trials/trial-" + best.id() + ".parquet"));
    publish(best, parameter);
    String not =
        "The test perplexity is not finite: on the test windows the model's loss overflowed or was"
            + " no number";

    List<String> lines = run();

    assertThat(Files.readString(test))
        .contains("\"test_perplexity\" : \"" + shown.replace("inf", "Infinity") + "\"");
    assertThat(line(lines))
        .startsWith("test perplexity " + shown + " on 40 test windows of lr ")
        .endsWith(", for what was best then");
    assertThat(lines).contains(not);
    assertThat(run()).as("run again").contains(line(lines), not);
    Shell status = Shell.run("status", out);
    assertThat(status.exitCode()).as(status.err().toString()).isZero();
    assertThat(status.out()).contains(line(lines), not);
    Shell report = Shell.run("report", out);
    assertThat(report.exitCode()).as(report.err().toString()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("T" + line(lines).substring(1), not);
  }

  @Test
  void seedsWhoseTestPerplexityIsNotFiniteAreCounted() throws IOException {
    run("--set", "seed=[0,1,2]");
    JsonNode json = new ObjectMapper().readTree(test.toFile());
    String one = "\"test_perplexity\" : " + json.get("trials").get(1).get("test_perplexity");
    assertThat(Files.readString(test)).containsOnlyOnce(one);
    // The seal is removed too, as in files from before the seals.
    Files.writeString(
        test,
        Files.readString(test)
            .replace(one, "\"test_perplexity\" : \"Infinity\"")
            .replaceFirst(",\\s*\"sha256\" : \"[0-9a-f]*\"", ""));

    Shell status = Shell.run("status", out);

    assertThat(status.exitCode()).as(status.err().toString()).isZero();
    assertThat(line(status.out()))
        .startsWith("test perplexity mean inf, n 3 on 40 test windows of lr ");
    assertThat(status.out())
        .contains(
            "The test perplexity of 1 of 3 seeds is not finite: on the test windows the model's"
                + " loss overflowed or was no number");
  }

  /**
   * Publishes a row for the trial of {@code row}, with a model whose last bias is {@code
   * parameter}. That makes it certain of the last token.
   */
  private void publish(TrialRow row, float parameter) throws IOException {
    Trial trial = Trial.of(row.hyperparameters(), row.dataset().orElseThrow());
    float[] parameters = new float[Math.toIntExact(TrialCost.of(trial).parameterCount())];
    parameters[parameters.length - 1] = parameter;
    TrainingOutcome outcome =
        new TrainingOutcome(
            TrialStatus.OK,
            "",
            List.of(new EpochPoint(1, 3, 3, 0.1)),
            Optional.of(new TrainedModel(parameters, "")),
            new TrainingOutcome.Timing(1, 1, 1, 1));
    EngineVersion engine = new EngineVersion("cpu", "0", "none", "none");
    table()
        .publish(
            new TrialResult(
                "tested",
                trial,
                Ending.trained(outcome),
                new Provenance(engine, "here", 1, Instant.EPOCH, Instant.EPOCH)));
  }

  private List<String> run(String... more) {
    List<Object> words = new ArrayList<>(List.of("run", spec, "--out", out));
    words.addAll(List.of(more));
    Shell run = Shell.run(words.toArray());
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    return run.out();
  }

  private static String line(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("test perplexity")).findFirst().orElseThrow();
  }

  private TrialTable table() {
    return TrialTable.open(out.toUri(), StorageSettings.ofThisProcess());
  }
}
