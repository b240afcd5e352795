package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ExportVerbTest {
  private static final int STEPS = 5;
  private static final int TRAIN = 96;
  private static final int VALIDATION = 50;
  private static final int BATCH = 32;
  private static final String TEXT =
      "It has a keel and a mast, the sea has it and the wind has the sail. ".repeat(4);

  private static final String SPEC =
      """
      name: exported
      corpus: TEXT
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 96, validation: 50}
      parameters:
        num_steps: {value: 5}
        num_hiddens: {value: 7}
        batch_size: {value: 32}
        num_epochs: {value: 4}
        lr: {value: 2}
        cell: {values: [lstm, gru]}
        hidden_activation: {values: [tanh, identity]}
        num_layers: {values: [1, 2]}
      """;

  @TempDir static Path folder;
  private static Path out;
  private static List<TrialRow> rows;

  @BeforeAll
  static void runASweep() throws IOException {
    LocalSpark.session();
    Path text = Files.writeString(folder.resolve("text"), TEXT);
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC.replace("TEXT", text.toString()));
    out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    rows = TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().rows();
    Files.delete(text);
  }

  @Test
  void dl4jLoadsTheZipAndScoresThePerplexityOfTheRow() throws IOException {
    List<TrialRow> lstms = rows.stream().filter(ExportVerbTest::dl4jHas).toList();
    assertThat(lstms).hasSize(2);
    for (TrialRow row : lstms) {
      Path zip = folder.resolve(row.id() + ".zip");
      Shell shell = export(row, "dl4j", zip);
      assertThat(shell.err()).isEmpty();
      assertThat(shell.out())
          .singleElement()
          .asString()
          .startsWith("Wrote trial " + row.id() + " as dl4j to " + zip + ": ");
      assertThat(shell.exitCode()).isZero();

      MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(zip.toFile());

      double ours = row.validationScore().orElseThrow();
      assertThat(perplexity(network)).isCloseTo(ours, within(1e-5 * ours));
      try (ZipFile entries = new ZipFile(zip.toFile())) {
        JsonNode json =
            new ObjectMapper()
                .readTree(entries.getInputStream(entries.getEntry("lstm-sweep.json")));
        assertThat(json.get("trial_id").asText()).isEqualTo(row.id().hex());
        assertThat(vocabulary(json)).isEqualTo(VOCABULARY);
      }
      assertThat(export(row, "dl4j", folder.resolve("again")).exitCode()).isZero();
      assertThat(folder.resolve("again")).hasSameBinaryContentAs(zip);
      Files.delete(folder.resolve("again"));
    }
  }

  private static final List<String> VOCABULARY =
      List.of(" ", "<unk>", "a", "d", "e", "h", "i", "k", "l", "m", "n", "s", "t", "w");

  private static boolean dl4jHas(TrialRow row) {
    return row.values().get("cell").equals("lstm")
        && row.values().get("hidden_activation").equals("tanh");
  }

  /**
   * Returns the perplexity as the table defines it, from DL4J's own scores of the validation
   * minibatches.
   */
  private static double perplexity(MultiLayerNetwork network) {
    String text = TEXT.replaceAll("[^A-Za-z]+", " ").toLowerCase(Locale.ROOT);
    double total = 0;
    int batches = 0;
    for (int from = 0; from < VALIDATION; from += BATCH) {
      int to = Math.min(VALIDATION, from + BATCH);
      DataSet batch = new DataSet(oneHot(text, from, to, 0), oneHot(text, from, to, 1));
      total += network.score(batch) / STEPS;
      batches++;
    }
    return Math.exp(total / batches);
  }

  private static INDArray oneHot(String text, int from, int to, int offset) {
    INDArray x = Nd4j.zeros(to - from, VOCABULARY.size(), STEPS);
    for (int r = from; r < to; r++) {
      for (int t = 0; t < STEPS; t++) {
        String token = text.substring(TRAIN + r + t + offset, TRAIN + r + t + offset + 1);
        x.putScalar(r - from, VOCABULARY.indexOf(token), t, 1);
      }
    }
    return x;
  }

  @Test
  void whatDl4jHasNoLayersForIsRefusedAndHasARawForm() throws IOException {
    List<TrialRow> others = rows.stream().filter(row -> !dl4jHas(row)).toList();
    assertThat(others).hasSize(6);
    for (TrialRow row : others) {
      Path file = folder.resolve(row.id() + ".raw");
      Shell refused = export(row, "dl4j", file);
      assertThat(refused.err())
          .containsExactly(
              "Cannot export trial "
                  + row.id()
                  + " as dl4j: must be an LSTM with hidden_activation tanh, which is what DL4J has,"
                  + " but has cell "
                  + row.values().get("cell")
                  + " and hidden_activation "
                  + row.values().get("hidden_activation")
                  + "; --format raw takes every model");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(file).doesNotExist();
      assertThat(export(row, "raw", file).exitCode()).isZero();
      assertThat(file).exists();
    }
  }

  @Test
  void rawIsTheModelFilesNumbersWithTheirNames() throws IOException {
    TrialRow row = rows.get(0);
    Path file = folder.resolve("model.safetensors");
    assertThat(export(row, "raw", file).out())
        .containsExactly(
            "Wrote trial "
                + row.id()
                + " as raw to "
                + file
                + ": "
                + Show.counted((long) row.number("parameter_count").orElseThrow(), "parameter")
                + ", "
                + Show.counted(Files.size(file), "byte"));
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonNode header =
        new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    JsonNode metadata = header.get("__metadata__");
    assertThat(vocabulary(metadata)).isEqualTo(VOCABULARY);
    assertThat(metadata.get("text_letters").asText()).isEqualTo("latin");
    assertThat(metadata.get("preprocessing").asText()).endsWith("it is cut into characters");
    assertThat(metadata.get("cell").asText()).isEqualTo(row.values().get("cell"));
    assertThat(metadata.get("validation_perplexity").asDouble())
        .isEqualTo(row.validationScore().orElseThrow());
    metadata.forEach(value -> assertThat(value.isTextual()).isTrue());
    long numbers = (bytes.length - 8L - length) / 4;
    assertThat((double) numbers).isEqualTo(row.number("parameter_count").orElseThrow());
    assertThat(header.at("/linear.bias/data_offsets/1").asLong()).isEqualTo(4 * numbers);
  }

  /** {@code OnnxFileTest} reads such files, and {@code OnnxRuntimeTest} runs them. */
  @Test
  void onnxTakesEveryModelWithItsVocabularyAndItsRow() throws IOException {
    for (TrialRow row : rows) {
      Path file = folder.resolve(row.id() + ".onnx");
      Shell shell = export(row, "onnx", file);
      assertThat(shell.err()).isEmpty();
      assertThat(shell.out())
          .singleElement()
          .asString()
          .startsWith("Wrote trial " + row.id() + " as onnx to " + file + ": ");
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .contains(
              "lstm-sweep",
              "language_model",
              row.id().hex(),
              "[\" \",\"<unk>\",\"a\",\"d\"",
              "it is cut into characters");
    }
  }

  private static List<String> vocabulary(JsonNode metadata) throws IOException {
    List<String> tokens = new ArrayList<>();
    new ObjectMapper()
        .readTree(metadata.get("vocabulary").asText())
        .forEach(token -> tokens.add(token.asText()));
    return tokens;
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "mine");
    Shell refused = export(rows.get(0), "raw", file);
    assertThat(refused.err())
        .containsExactly(
            "Cannot write " + file + ": there is a file already; name another or add --force");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("mine");

    Shell forced =
        Shell.run(
            "export",
            out,
            "--trial",
            rows.get(0).id(),
            "--format",
            "raw",
            "--to",
            file.toUri(),
            "--force");
    assertThat(forced.exitCode()).as(forced.err().toString()).isZero();
    assertThat(file).binaryContent().hasSizeGreaterThan(1_000);
    assertThat(folder.toFile().list()).as("nothing beside it").noneMatch(n -> n.startsWith("."));
  }

  @Test
  void placesThatAreNoneAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "mine");
    Object[][] commands = {
      {folder, "Cannot write " + folder + ": must be a file, and it is a folder; add a name"},
      {
        file.resolve("under"),
        "Cannot write "
            + file.resolve("under")
            + ": must be in an existing folder, but "
            + file
            + " is no folder"
      },
      {
        "nofs://host/model",
        "Cannot write nofs://host/model: must be a path, or a URI such as hdfs://host/file"
            + " (No FileSystem for scheme \"nofs\")"
      },
    };
    for (Object[] command : commands) {
      Shell shell = export(rows.get(0), "raw", command[0]);
      assertThat(shell.err()).containsExactly((String) command[1]);
      assertThat(shell.exitCode()).isIn(2, 4);
    }
    Shell format = export(rows.get(0), "h5", folder.resolve("x"));
    assertThat(format.err())
        .containsExactly(
            "Cannot set --format to h5: must be dl4j (a zip for"
                + " ModelSerializer.restoreMultiLayerNetwork) or onnx (an ONNX graph, for ONNX"
                + " Runtime and others) or raw (float32 arrays behind a JSON header, the"
                + " safetensors format)");
    Shell without = Shell.run("export", out, "--format", "raw");
    assertThat(without.err())
        .first()
        .isEqualTo(
            "Cannot leave out the FILE of --to: must be the file to write: a path, or the URI of"
                + " one on a Hadoop filesystem");
  }

  @Test
  void aFolderThatIsNotThereIsRefusedAndNotMade() throws IOException {
    Path file = folder.resolve("new/folders/model");
    for (String more : List.of("--trial=best", "--force")) {
      Shell shell = Shell.run("export", out, "--format", "raw", "--to", file, more);
      assertThat(shell.err())
          .containsExactly(
              "Cannot write "
                  + file
                  + ": must be in an existing folder, but "
                  + file.getParent()
                  + " does not exist; make it first");
      assertThat(shell.exitCode()).isEqualTo(2);
      assertThat(folder.resolve("new")).doesNotExist();
    }
  }

  private static Shell export(TrialRow row, String format, Object to) {
    return Shell.run("export", out, "--trial", row.id(), "--format", format, "--to", to);
  }
}
