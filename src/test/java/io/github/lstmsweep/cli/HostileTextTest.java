package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.Forged;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Tests control characters in a foreign table, a text or an argument. Every verb shows the text,
 * and none passes on characters that a terminal obeys.
 */
@EnabledOnOs(OS.LINUX)
class HostileTextTest {
  /**
   * Clears the screen, writes the window's title, goes back, begins a C1 sequence and turns the
   * text.
   */
  private static final String OBEYED =
      "\u001b[2J\u001b]0;pwned\u0007\r\b\0\u007f\u009b31m\u0085\u2028\u2029\u202e\u2066\u200e\u061c";

  /** Control characters that a file name may contain in every locale. */
  private static final String OBEYED_IN_A_NAME = "\u001b[2J\u0007\r\b\u007f";

  /**
   * Written independently of the product's own definition, so that a fault there cannot hide
   * itself.
   */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
              + "\\p{Cs}]");

  private static final String SPEC =
      """
      name: hostile
      corpus: "%s"
      windows: {train: 64, validation: 32, test: 16}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1, 2, 3]}
      """;

  private static final String SERIES =
      """
      name: hostile
      task: time-series
      corpus: "%s"
      column: "%s"
      windows: {train: 10, validation: 5}
      """;

  @TempDir static Path folder;
  private static Path spec;
  private static Path table;
  private static String failed;
  private static String tokens;

  /** Makes a table in which only the best trial is as it was trained. */
  @BeforeAll
  static void makeTheTable() throws IOException {
    LocalSpark.session();
    Path text = folder.resolve(name("CORPUS") + ".txt");
    Files.writeString(text, "the words of a text that nobody need read again ".repeat(20));
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(yaml(text.toString())));
    table = folder.resolve(name("PLACE"));
    Shell run = Shell.run("run", spec, "--out", table);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    TrialTable stored = TrialTable.open(table.toUri(), StorageSettings.ofThisProcess());
    List<TrialRow> rows = stored.rows().rows();
    fail(stored, rows.get(1));
    Forged.row(
        row(rows.get(2)),
        Map.of("sample", hostile("SAMPLE"), "corpus", hostile("LABEL"), "host", hostile("HOST")));
    Forged.row(row(rows.get(3)), Map.of("status", "OK" + hostile("STATUS")));
    forgeTokens(rows.get(2));
    Path best = row(rows.get(0));
    Files.copy(best, table.resolve("trials/" + name("COPY") + ".parquet"));
    Files.createDirectory(table.resolve("trials/" + name("FOLDER")));
    Files.copy(best, table.resolve("trials/" + name("FOLDER") + "/" + name("INNER") + ".parquet"));
    Files.writeString(table.resolve("models/" + name("ORPHAN") + ".bin"), "");
    Path test = table.resolve("test.json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(test.toFile());
    json.put("configuration", hostile("CONFIGURATION")).put("measured_at", hostile("MEASURED"));
    // Files from before the seals have no hash.
    json.remove("sha256");
    new ObjectMapper().writeValue(test.toFile(), json);
  }

  private static void fail(TrialTable stored, TrialRow row) throws IOException {
    failed = row.id().hex();
    Files.delete(row(row));
    Trial trial = Trial.of(row.hyperparameters(), row.dataset().orElseThrow());
    EngineVersion engine = new EngineVersion("cpu", hostile("VERSION"), hostile("KERNELS"), "none");
    stored.publish(
        new TrialResult(
            hostile("NAME"),
            trial,
            Ending.failed(TrialStatus.FAILED, hostile("DETAIL")),
            new Provenance(engine, hostile("HOST"), 1, Instant.EPOCH, Instant.EPOCH)));
  }

  private static void forgeTokens(TrialRow row) throws IOException {
    tokens = row.id().hex();
    String name = row.id().hex() + "-" + row.text("parameters_sha256").orElseThrow() + ".bin";
    Forged.token(table.resolve("models").resolve(name), "e", "e\u001b]52;c;cHduZWQ=\u0007");
  }

  private static Path row(TrialRow row) {
    return table.resolve("trials/trial-" + row.id() + ".parquet");
  }

  /**
   * Returns a text that begins with control characters, so that shortening does not remove them.
   */
  private static String hostile(String mark) {
    return "\u001b[31m" + mark + OBEYED;
  }

  private static String name(String mark) {
    return mark + OBEYED_IN_A_NAME;
  }

  /** Escapes a text for YAML's double quotes. */
  private static String yaml(String text) {
    return text.codePoints()
        .mapToObj(c -> c > ' ' && c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        command("CORPUS", "plan", "SPEC"),
        command("WRITTEN", "init", "--table", "OUT", "--to", "FOLDER/" + name("WRITTEN")),
        command("DATA", "init", "--text", hostile("DATA")),
        command("PLACE DETAIL SAMPLE CONFIGURATION MEASURED", "run", "SPEC", "--out", "OUT"),
        command("PLACE DETAIL SAMPLE CONFIGURATION MEASURED STATUS", "status", "OUT"),
        command("COLUMNS", "status", "OUT", "--columns", hostile("COLUMNS")),
        command("DETAIL", "show", "OUT", "FAILED"),
        command("DETAIL", "show", "OUT", "FAILED", "--json"),
        command("TRIAL", "show", "OUT", hostile("TRIAL")),
        command("PLACE", "replay", "OUT"),
        command("DETAIL SAMPLE", "sql", "OUT", "select * from trials", "--format", "json"),
        command("DETAIL SAMPLE", "sql", "OUT", "select * from trials", "--format", "markdown"),
        command("DETAIL SAMPLE LABEL VERSION KERNELS HOST", "sql", "OUT", "select * from trials"),
        command("CORPUS STATUS", "best", "OUT"),
        command("COLUMN", "sql", "OUT", "select seed as `" + hostile("COLUMN") + "` from trials"),
        command("QUERY", "sql", "OUT", hostile("QUERY")),
        command("UNKNOWN", "sql", "OUT", "select `" + hostile("UNKNOWN") + "` from trials"),
        command("PLACE STATUS COPY INNER ORPHAN", "audit", "OUT"),
        command("PLACE STATUS COPY INNER ORPHAN", "audit", "OUT", "--json"),
        command("STATUS", "audit", "OUT", "--set-aside"),
        command("STATUS", "verify", "OUT", "--sample", "9"),
        command("PREFIX", "generate", "OUT", "--prefix", hostile("PREFIX")),
        command("TRIAL", "generate", "OUT", "--trial", hostile("TRIAL")),
        command("LENGTH", "generate", "OUT", "--length", hostile("LENGTH")),
        command("DETAIL", "generate", "OUT", "--trial", "FAILED"),
        command("tokens control", "generate", "OUT", "--trial", "TOKENS", "--length", "2000"),
        command("SCORED", "score", "OUT", "--text", hostile("SCORED")),
        command("STEPS", "forecast", "OUT", "--steps", hostile("STEPS")),
        command("INPUT FORM", "forecast", "OUT", "--steps", "1", "--format", hostile("INPUT FORM")),
        command("TARGET", "export", "OUT", "--format", "raw", "--to", "FOLDER/" + name("TARGET")),
        command("FORMAT", "export", "OUT", "--format", hostile("FORMAT"), "--to", "x"),
        command("SERVER", "export", "OUT", "--format", "mlflow", "--to", hostile("SERVER")),
        command(
            "STATUS JOURNAL STUDY",
            "export",
            "OUT",
            "--format",
            "optuna",
            "--to",
            "FOLDER/" + name("JOURNAL"),
            "--experiment",
            hostile("STUDY")),
        command("PLACE STATUS", "report", "OUT"),
        command("SECONDS", "cost", "OUT", "--seconds", hostile("SECONDS")),
        command("hostile:", "cost", "OUT", "--seconds", "0.01"),
        command("PLACE", "compact", "OUT"),
        command("SHELL", "completion", hostile("SHELL")),
        command("VERB", hostile("VERB")),
        command("VERB", "help", hostile("VERB")),
        command("OPTION", "status", "OUT", "--" + hostile("OPTION")),
        command("MORE", "status", "OUT", hostile("MORE")),
        command("CORES", "plan", "SPEC", "--cores", hostile("CORES")),
        command("SET", "plan", "SPEC", "--set", hostile("SET")),
        command("KEY", "plan", "SPEC", "--set", hostile("KEY") + "=1"),
        command("VALUE", "plan", "SPEC", "--set", "lr=\"" + yaml(hostile("VALUE")) + "\""),
        command("TEXT", "plan", "SPEC", "--set", "corpus=\"" + yaml(hostile("TEXT")) + "\""),
        command("YAML", "plan", "SPEC", "--set", "lr=[" + hostile("YAML")),
        command("DIR", "plan", "SPEC", "--corpus-dir", name("DIR")),
        command("RETRY", "run", "SPEC", "--out", "OUT", "--retry", hostile("RETRY")),
        command("ENGINE", "run", "SPEC", "--out", "OUT", "--engine", hostile("ENGINE")),
        command("SPECFILE", "plan", name("SPECFILE")),
        command("NOTABLE", "status", name("NOTABLE")),
        command("URI", "status", "nofs://" + hostile("URI")));
  }

  private static Arguments command(String marks, String... words) {
    return Arguments.of(marks, List.of(words));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("commands")
  void nothingThatATerminalObeysIsPrinted(String marks, List<String> words) throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy").resolve(table.getFileName());
    copy(table, copy);
    String printed =
        print(
            words.stream()
                .map(word -> word.equals("SPEC") ? spec.toString() : word)
                .map(word -> word.equals("OUT") ? copy.toString() : word)
                .map(word -> word.equals("FAILED") ? failed : word)
                .map(word -> word.equals("TOKENS") ? tokens : word)
                .map(word -> word.replace("FOLDER/", copy.getParent() + "/"))
                .toArray(String[]::new));
    assertThat(printed).contains(marks.split(" "));
  }

  @Test
  void everyVerbIsAmongTheCommands() {
    List<Object> verbs =
        commands().<Object>map(c -> ((List<?>) c.get()[1]).get(0)).distinct().toList();
    assertThat(verbs).containsAll(Main.verbs(new CommandLine(new Main()).getCommandSpec()));
  }

  @Test
  void namesAndCellsOfATextAreShown() throws IOException {
    Path csv = folder.resolve(name("CSV") + ".csv");
    // A zero byte or a lone carriage return would make the file no table.
    UnaryOperator<String> inTable = text -> text.replaceAll("[\0\r]", "");
    String header = inTable.apply(hostile("HEADER"));
    Files.writeString(csv, "\"" + header + "\",b\n" + inTable.apply(hostile("CELL")) + ",1\n");
    assertThat(plan(SERIES.formatted(yaml(csv.toString()), yaml(hostile("ASKED")))))
        .contains("CSV", "HEADER", "ASKED");
    assertThat(plan(SERIES.formatted(yaml(csv.toString()), yaml(header))))
        .contains("CSV", "HEADER", "CELL");
    for (String bad :
        List.of(
            "\"%s\": 1\n",
            "name: \"%s\"\n",
            "task: \"%s\"\n",
            "timeout: {trial: \"%s\"}\n",
            "windows: {\"%s\": 1}\n",
            "parameters: {lr: {value: \"%s\"}}\n",
            "tie: [[\"%s\"]]\n",
            "exclude: [{\"%s\": 1}]\n")) {
      assertThat(plan(bad.formatted(yaml(hostile("MARK"))))).contains("MARK");
    }
    String tag = URLEncoder.encode(hostile("TAG"), StandardCharsets.UTF_8);
    assertThat(plan("name: !<tag:" + tag + "> x\n")).contains("TAG");
    assertThat(plan("name: \"" + hostile("RAW") + "\"\n")).contains("Cannot read specification");
  }

  private static String plan(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), yaml, StandardCharsets.UTF_8);
    return print("plan", file.toString());
  }

  /** Otherwise a name could imitate a message of the program. */
  @Test
  void aLineFeedInANameBeginsNoLineOfItsOwn() throws IOException {
    String said = "Whole: every expected row is there once.";
    Path copy = Files.createTempDirectory(folder, "copy").resolve("x\n" + said + "\ny");
    copy(table, copy);
    Files.writeString(copy.resolve("models/x\n" + said + "\ny"), "");
    for (List<String> words :
        List.of(
            List.of("audit", copy.toString()),
            List.of("status", copy.toString()),
            List.of("status", "no\n" + said + "\n"),
            List.of("plan", spec.toString(), "--set", "corpus=\"a\\n" + said + "\\n\""),
            List.of("a\n" + said + "\n"))) {
      String printed = print(words.toArray(String[]::new));
      assertThat(printed.lines()).as(printed).doesNotContain(said);
      assertThat(printed).contains(said);
    }
  }

  /** Programs that read the JSON must find the file, so control characters have JSON's escapes. */
  @Test
  void theJsonOfAnAuditHasEveryNameAsItIs() throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy").resolve("out");
    copy(table, copy);
    StringWriter out = new StringWriter();
    Main.execute(new PrintWriter(out), new PrintWriter(out), "audit", copy.toString(), "--json");
    assertThat(FORBIDDEN.matcher(out.toString()).find()).isFalse();
    assertThat(new ObjectMapper().readTree(out.toString()).get("orphan_models"))
        .extracting(JsonNode::asText)
        .contains("models/" + name("ORPHAN") + ".bin");
  }

  /** This test uses the streams of a process of its own. */
  @Test
  void neitherOutputOfAProcessHasThem() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx500m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "status", table.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(4);
    assertThat(printed).contains("PLACE", "DETAIL", "STATUS");
    assertThat(FORBIDDEN.matcher(printed).results().map(r -> escaped(r.group()))).isEmpty();
  }

  private static String print(String... words) {
    StringWriter printed = new StringWriter();
    PrintWriter both = new PrintWriter(printed);
    int exitCode = Main.execute(both, both, words);
    assertThat(exitCode).as(escaped(printed.toString())).isNotEqualTo(ExitCode.UNEXPECTED.code());
    assertThat(FORBIDDEN.matcher(printed.toString()).results().map(r -> escaped(r.group())))
        .as(escaped(printed.toString()))
        .isEmpty();
    return printed.toString();
  }

  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                c == '\n' || (c >= ' ' && c < 0x7f)
                    ? Character.toString(c)
                    : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
