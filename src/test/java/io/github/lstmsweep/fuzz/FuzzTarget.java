package io.github.lstmsweep.fuzz;

import io.github.lstmsweep.corpus.CsvFuzz;
import io.github.lstmsweep.corpus.TextFuzz;
import io.github.lstmsweep.result.ResultFiles;
import io.github.lstmsweep.result.TestResultFuzz;
import io.github.lstmsweep.result.claim.MarkerFuzz;
import io.github.lstmsweep.result.compact.ManifestFuzz;
import io.github.lstmsweep.result.model.ModelFuzz;
import io.github.lstmsweep.result.row.RowFuzz;
import io.github.lstmsweep.result.row.RowsFuzz;
import io.github.lstmsweep.spark.QueryFuzz;
import io.github.lstmsweep.specification.OverridesFuzz;
import io.github.lstmsweep.specification.SpecificationFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The fuzzed readers with their seeds. */
// The fields of a constant never change.
@SuppressWarnings("ImmutableEnumChecker")
public enum FuzzTarget {
  SPECIFICATION(SpecificationFuzz::takes, Map::of, "org.yaml.snakeyaml.**"),
  OVERRIDES(OverridesFuzz::takes, Map::of, "org.yaml.snakeyaml.**"),
  ROW(RowFuzz::takes, ResultFiles::row, "org.apache.parquet.hadoop.**"),
  ROWS(RowsFuzz::takes, ResultFiles::rows, "org.apache.parquet.hadoop.**"),
  MANIFEST(ManifestFuzz::takes, ResultFiles::manifests, ""),
  MODEL(ModelFuzz::takes, ResultFiles::models, ""),
  TEST_RESULT(TestResultFuzz::takes, ResultFiles::testResults, "com.fasterxml.jackson.**"),
  MARKER(MarkerFuzz::takes, ResultFiles::markers, ""),
  CSV(CsvFuzz::takes, Map::of, "com.univocity.parsers.**"),
  TEXT(TextFuzz::takes, Map::of, ""),
  QUERY(QueryFuzz::takes, Map::of, "org.apache.spark.sql.catalyst.parser.**");

  /** The prefix of seeds that the product or a person made; the reader must accept them. */
  public static final String REAL = "real-";

  private static final Path SEEDS =
      Path.of("src", "test", "resources", "io", "github", "lstmsweep", "fuzz");
  private static final Path SPECIFICATIONS = Path.of("conf");

  private final Target target;
  private final Supplier<Map<String, byte[]>> made;
  private final String library;

  FuzzTarget(Target target, Supplier<Map<String, byte[]>> made, String library) {
    this.target = target;
    this.made = made;
    this.library = library;
  }

  /** Returns the name on the command line and of the folder with its seeds. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the target with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FuzzTarget of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Passes one input to the reader, and returns whether the reader accepted it. */
  public boolean takes(byte[] input) throws Exception {
    return target.takes(input);
  }

  /** Returns globs of the classes whose coverage guides the fuzzer. */
  public List<String> instrumented() {
    return library.isEmpty()
        ? List.of("io.github.lstmsweep.**")
        : List.of("io.github.lstmsweep.**", library);
  }

  /** Returns the file of words that the fuzzer inserts into inputs, in the format of libFuzzer. */
  public Path dictionary() {
    return SEEDS.resolve(key() + ".dict");
  }

  /**
   * Returns the seeds by name: stored ones, files of today's product, and the specifications of
   * conf/.
   */
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new TreeMap<>(made.get());
    add(seeds, "", SEEDS.resolve(key()), "");
    if (this == SPECIFICATION) {
      add(seeds, REAL, SPECIFICATIONS, ".yaml");
    }
    return seeds;
  }

  /** Adds the files of a folder whose names end as {@code end}. */
  private static void add(Map<String, byte[]> seeds, String prefix, Path folder, String end) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(end)).sorted().toList()) {
        seeds.put(prefix + file.getFileName(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
