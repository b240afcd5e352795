package io.github.lstmsweep.result;

import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.TestResult.Score;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.compact.Manifest;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.parquet.MemoryFile;
import io.github.lstmsweep.result.parquet.ParquetBombs;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.ParquetInput;
import io.github.lstmsweep.result.row.RowWriteSupport;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;

/** Files of a table as the current product writes them, as seeds for a fuzzer. */
public final class ResultFiles {
  private static final String DIGEST = "0123456789abcdef".repeat(2);

  private ResultFiles() {}

  /**
   * Returns files of one row: whole ones, ones cut in two for {@link ParquetInput}, and one without
   * checksums.
   */
  public static Map<String, byte[]> row() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try {
      add(files, "ok", SingleRowFile.write(Results.ok(1)));
      add(files, "series", SingleRowFile.write(Results.ofSeries(1)));
      add(files, "diverged", SingleRowFile.write(Results.diverged(1)));
      add(files, "failed", SingleRowFile.write(Results.failed(1, TrialStatus.FAILED)));
      byte[] unchecked = unchecked(Results.ok(1));
      files.put("real-unchecked-cut", ParquetInput.cut(unchecked));
      files.putAll(ParquetBombs.of(unchecked));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns files of several rows. */
  public static Map<String, byte[]> rows() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try {
      add(files, "two", rows(Results.ok(1), Results.ok(2)));
      byte[] mixed = rows(Results.ok(1), Results.ofSeries(2), Results.diverged(3));
      add(files, "mixed", mixed);
      files.putAll(ParquetBombs.of(mixed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns manifests of a file, of a file that replaces another one, and of no rows. */
  public static Map<String, byte[]> manifests() {
    Set<TrialId> ids = Set.of(Results.trial(1).id(), Results.trial(2).id());
    return Map.of(
        "real-first",
            new Manifest(Optional.of(new RowsDigest(DIGEST)), Optional.empty(), ids).bytes(),
        "real-again",
            new Manifest(
                    Optional.of(new RowsDigest(DIGEST)), Optional.of(new RowsDigest(DIGEST)), ids)
                .bytes(),
        "real-none",
            new Manifest(Optional.empty(), Optional.of(new RowsDigest(DIGEST)), Set.of()).bytes());
  }

  /** Returns models with tokens, with line ends as tokens, and without tokens. */
  public static Map<String, byte[]> models() {
    float[] parameters = {1, -2.5f, Float.NaN, Float.NEGATIVE_INFINITY, -0f};
    Vocabulary tokens = Vocabulary.of(List.of(" ", "\u00e9", "b", "word", "."));
    Vocabulary lineEnds = Vocabulary.of(List.of("\n", "\t", "\\", "\\n", "\ud83d\ude00"));
    byte[] plain = ModelFile.write(new TrainedModel(parameters, ""));
    byte[] old = Arrays.copyOf(plain, 12 + 4 * parameters.length);
    old[7] = 2;
    return Map.of(
        "real-tokens",
        ModelFile.write(new TrainedModel(parameters, "", Optional.of(tokens))),
        "real-line-ends",
        ModelFile.write(new TrainedModel(parameters, "", Optional.of(lineEnds))),
        "real-plain",
        plain,
        "real-version-2",
        old);
  }

  /** Returns test results of one trial and of several. */
  public static Map<String, byte[]> testResults() {
    Score one = new Score(Results.trial(1).id(), "ab".repeat(32), 4.5, 4.75);
    Score two = new Score(Results.trial(2).id(), "cd".repeat(32), 4.25, 1e-3);
    String at = "2026-01-02T03:04:05Z";
    return Map.of(
        "real-one", new TestResult(5000, "num_hiddens 32, lr 0.5", at, List.of(one)).json(),
        "real-two", new TestResult(5000, "\"<b>\"", at, List.of(one, two)).json());
  }

  /** Returns markers of this process: a new one, one that was rewritten, and one that waits. */
  public static Map<String, byte[]> markers() {
    String text = Claimant.ofThisProcess("a-run", true).text();
    return Map.of(
        "real-claimed", text.getBytes(StandardCharsets.UTF_8),
        "real-working", (text + "working: yes\n").getBytes(StandardCharsets.UTF_8),
        "real-waiting", (text + "waiting: yes\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void add(Map<String, byte[]> files, String name, byte[] file) {
    files.put("real-" + name, file);
    files.put("real-" + name + "-cut", ParquetInput.cut(file));
  }

  private static byte[] rows(TrialResult... results) throws IOException {
    return MultiRowFile.write(
        sink -> {
          for (TrialResult result : results) {
            sink.add(SingleRowFile.row(result.trial().id(), SingleRowFile.write(result)));
          }
        });
  }

  /** Writes a row without checksums, so that a changed page is read all the same. */
  private static byte[] unchecked(TrialResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<TrialResult> writer =
        new Unchecked(MemoryFile.output(bytes))
            .withConf(new Configuration(false))
            .withPageWriteChecksumEnabled(false)
            .build()) {
      writer.write(result);
    }
    return RowSeal.seal(bytes.toByteArray());
  }

  private static final class Unchecked extends ParquetWriter.Builder<TrialResult, Unchecked> {
    Unchecked(OutputFile file) {
      super(file);
    }

    @Override
    protected Unchecked self() {
      return this;
    }

    // Its replacement needs a type that Parquet has since 1.14, but Spark 3.5 has Parquet 1.13.
    @SuppressWarnings("deprecation")
    @Override
    protected WriteSupport<TrialResult> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport();
    }
  }
}
