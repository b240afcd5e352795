package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.Remainder;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.trial.Trial;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyVerbTest {
  private static final String SPEC =
      """
      name: verified
      corpus: harbour
      windows: {train: 64, validation: 50}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 3}
        batch_size: {value: 32}
        num_epochs: {value: 2}
        cell: {values: [lstm, gru]}
        num_layers: {values: [1, 2]}
        seed: {values: [0, 1]}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void nameAPlace() throws IOException {
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    out = folder.resolve("a table");
  }

  @Test
  void trialsThatAreTrainedAgainComeOutTheSame() {
    Shell.run("run", spec, "--out", out);
    Shell verify = Shell.run("verify", out, "--sample", "3");
    assertThat(verify.exitCode()).as(verify.err().toString()).isEqualTo(0);
    assertThat(verify.out().get(0))
        .startsWith("verified: training 3 of 8 trials again on 2 cores (local[2]), about ");
    assertThat(verify.out().subList(2, 5)).allMatch(line -> line.endsWith(" is the same"));
    assertThat(verify.out())
        .last()
        .isEqualTo("3 of 3 trials came out with the parameters of their rows");
  }

  @Test
  void theSeedDecidesWhichTrials() {
    Shell.run("run", spec, "--out", out);
    Set<String> drawn = new HashSet<>();
    for (String seed : List.of("1", "2", "3")) {
      Shell verify = Shell.run("verify", out, "--sample", "2", "--seed", seed);
      Shell again = Shell.run("verify", out, "--sample", "2", "--seed", seed);
      assertThat(ids(again)).hasSize(2).isEqualTo(ids(verify));
      drawn.add(ids(verify).toString());
    }
    assertThat(drawn).hasSizeGreaterThan(1);
    assertThat(ids(Shell.run("verify", out, "--sample", "99"))).hasSize(8);
  }

  @Test
  void aRowThatTrainingDoesNotGiveEndsWithFive() throws IOException {
    Path forged = folder.resolve("forged");
    TrialTable table = TrialTable.openOrNew(forged.toUri(), StorageSettings.ofThisProcess());
    table.create(SPEC);
    SweepSpec stored = Remainder.readStored(SPEC, forged);
    Corpus corpus = corpus();
    List<Trial> trials = Search.of(stored, SweepDataset.of(stored, corpus)).trials().subList(0, 3);
    publish(table, trials.get(0), corpus, 0);
    publish(table, trials.get(1), corpus, 1e-3f);
    publish(table, trials.get(2), corpus, 0);

    Shell verify = Shell.run("verify", forged, "--sample", "3");

    assertThat(verify.exitCode()).isEqualTo(5);
    assertThat(verify.out())
        .anyMatch(line -> line.matches(trials.get(0).id() + " .* is the same"))
        .anyMatch(
            line ->
                line.matches(
                    trials.get(1).id()
                        + " .* has parameters_sha256 [0-9a-f]{64}, not [0-9a-f]{64}"))
        .endsWith("2 of 3 trials came out with the parameters of their rows");
  }

  @Test
  void dl4jFindsThePerplexitiesOfTheModelsThatItHas() throws Exception {
    Shell.run("run", spec, "--out", out);
    Path damaged = folder.resolve("damaged");
    TrialTable table = TrialTable.openOrNew(damaged.toUri(), StorageSettings.ofThisProcess());
    table.create(SPEC);
    Corpus corpus = corpus();
    List<Trial> trials =
        Search.of(
                Remainder.readStored(SPEC, damaged),
                SweepDataset.of(Remainder.readStored(SPEC, damaged), corpus))
            .trials();
    publish(table, trials.get(0), corpus, 0);
    publish(table, trials.get(1), corpus, 5);

    List<String> printed =
        inAProcess(
            List.of(
                List.of("verify", out.toString(), "--rescore", "9"),
                List.of("verify", damaged.toString(), "--rescore", "9"),
                List.of("verify", out.toString(), "--rescore", "9", "--sample", "1")));

    assertThat(printed).contains("exit code 0", "exit code 5");
    List<String> whole = printed.subList(0, printed.indexOf("exit code 0"));
    assertThat(whole)
        .anyMatch(line -> line.startsWith("verified: scoring 4 of 8 trials with DL4J on 2 cores"))
        .endsWith("DL4J agrees with 4 of 4 trials to 0.001");
    assertThat(whole.stream().filter(line -> line.matches("[0-9a-f]{32} .*e-0[0-9]")))
        .hasSize(4)
        .allMatch(line -> line.matches("[0-9a-f]{32} +lstm .*e-0[6-9]"));
    List<String> second =
        printed.subList(printed.indexOf("exit code 0") + 1, printed.indexOf("exit code 5"));
    assertThat(second).endsWith("DL4J agrees with 1 of 2 trials to 0.001");
    // The class Commands breaks the model between the commands.
    assertThat(printed)
        .anyMatch(
            line ->
                line.matches(
                    "Cannot read the model of trial [0-9a-f]{32}: it is no model file: it must"
                        + " begin with LSTMSWP"))
        .contains("DL4J agrees with 3 of 4 trials to 0.001")
        .endsWith("1 of 1 trial came out with the parameters of its row", "exit code 4");
  }

  /**
   * Runs verbs in a separate process, because DL4J's arrays travel differently in the tests'
   * session. It breaks a model of the table before the last verb.
   */
  static final class Commands {
    private Commands() {}

    /** Runs each command; the words of a command are separated by tabs. */
    public static void main(String[] commands) throws IOException {
      for (int i = 0; i < commands.length; i++) {
        String[] words = commands[i].split("\t");
        if (i > 0 && i == commands.length - 1) {
          breakAModel(Path.of(words[1]));
        }
        Shell shell = Shell.run((Object[]) words);
        shell.err().forEach(System.out::println);
        shell.out().forEach(System.out::println);
        System.out.println("exit code " + shell.exitCode());
      }
    }

    private static void breakAModel(Path out) throws IOException {
      for (File row : out.resolve("trials").toFile().listFiles()) {
        if (PlainParquet.file(row.toPath()).get(0).contains("cell: lstm")) {
          String id = row.getName().substring(6, 38);
          for (File model : out.resolve("models").toFile().listFiles()) {
            if (model.getName().startsWith(id)) {
              Files.writeString(model.toPath(), "no model");
              return;
            }
          }
        }
      }
      throw new IOException("no LSTM in " + out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify OUT | Cannot verify nothing: must have --sample K, --rescore K or both",
        "verify OUT --sample 0 | Cannot set --sample to 0: must be a whole number above 0",
        "verify OUT --rescore -3 | Cannot set --rescore to -3: must be a whole number above 0",
        "verify OUT --sample x | Cannot set --sample to x: must be a whole number above 0",
        "verify OUT --sample 1 --seed x | Cannot set --seed to x: must be a whole number",
      })
  void whatCannotBeVerifiedIsRefused(String command, String message) {
    Shell.run("run", spec, "--out", out, "--set", "seed=0");
    Shell verify =
        Shell.run(
            Stream.of(command.split(" ")).map(w -> w.equals("OUT") ? out.toString() : w).toArray());
    assertThat(verify.exitCode()).isEqualTo(2);
    assertThat(verify.err()).first().isEqualTo(message);
    assertThat(verify.out()).isEmpty();
  }

  @Test
  void aTableWithoutATrialThatIsOkIsRefused() {
    Shell.run("run", spec, "--out", out, "--set", "lr=3e38", "--set", "num_epochs=20");
    Shell verify = Shell.run("verify", out, "--sample", "1");
    assertThat(verify.exitCode()).isEqualTo(2);
    assertThat(verify.err())
        .containsExactly("Cannot verify the table " + out + ": must have a trial that is OK");
  }

  @Test
  void aTableWhoseTextChangedIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "the same words again ".repeat(20));
    Shell.run("run", spec, "--out", out, "--set", "corpus=" + text);
    Files.writeString(text, "other words than these ".repeat(20));
    Shell verify = Shell.run("verify", out, "--sample", "1");
    assertThat(verify.exitCode()).isEqualTo(3);
    assertThat(verify.err())
        .containsExactly(
            "Cannot verify the table "
                + out
                + ": 8 of its 8 rows are of trials that its specification no longer has, so the"
                + " data of its corpus or the software's numerics changed");
  }

  private static Corpus corpus() {
    return new CorpusLoader(
            Optional.empty(),
            Map.of(),
            (uri, most) -> {
              throw new IOException("not here");
            })
        .load(CorpusLoader.HARBOUR, "char");
  }

  /** Trains the trial, changes the last token's bias by {@code moved}, and publishes the model. */
  private static void publish(TrialTable table, Trial trial, Corpus corpus, float moved)
      throws IOException {
    CpuTrainer trainer = new CpuTrainer();
    TrainingOutcome trained =
        trainer.train(trial, corpus, Deadline.in(Optional.empty()), new Cores(1));
    TrainedModel model = trained.model().orElseThrow();
    model.parameters()[model.parameters().length - 1] += moved;
    table.publish(
        new TrialResult(
            "verified",
            trial,
            Ending.trained(trained),
            new Provenance(trainer.engine(), "here", 1, Instant.EPOCH, Instant.EPOCH)));
  }

  private static List<String> ids(Shell verify) {
    Pattern row = Pattern.compile("([0-9a-f]{32}) .*");
    return verify.out().stream()
        .map(row::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .toList();
  }

  private List<String> inAProcess(List<List<String>> verbs) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dspark.master=local[2]", "-Djava.io.tmpdir=" + folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Commands.class.getName());
    verbs.stream().map(words -> String.join("\t", words)).forEach(command::add);
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(log);
    assertThat(ended).as("it ended: %s", lines).isTrue();
    assertThat(lines).as("%s", lines).anyMatch(line -> line.startsWith("exit code "));
    return lines;
  }
}
