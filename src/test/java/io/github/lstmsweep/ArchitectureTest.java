package io.github.lstmsweep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Tests which packages may depend on which. Dependencies follow the flow of the data and have no
 * cycle.
 */
@AnalyzeClasses(
    packages = "io.github.lstmsweep",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.lstmsweep";

  /** Each package with the packages that it imports; every package may use the root's classes. */
  private static final Map<String, List<String>> IMPORTS =
      Map.ofEntries(
          Map.entry("trial.canonical", List.of()),
          Map.entry("trial", List.of("trial.canonical")),
          Map.entry("corpus", List.of("trial")),
          Map.entry("corpus.source", List.of("trial")),
          Map.entry("format", List.of("trial", "trial.canonical")),
          Map.entry("nn.kernel", List.of("trial")),
          Map.entry("plan", List.of("trial", "trial.canonical")),
          Map.entry("result.layout", List.of("trial")),
          Map.entry("specification.yaml", List.of("trial", "trial.canonical")),
          Map.entry("trial.random", List.of("trial")),
          Map.entry("corpus.load", List.of("trial", "corpus", "corpus.source", "trial.random")),
          Map.entry("nn.kernel.vector.unrolled", List.of("nn.kernel")),
          Map.entry("nn.kernel.vector", List.of("trial", "nn.kernel", "nn.kernel.vector.unrolled")),
          Map.entry("nn.parameter", List.of("trial", "nn.kernel", "trial.random")),
          Map.entry("result.storage", List.of("corpus.source", "result.layout")),
          Map.entry("specification.space", List.of("trial", "specification.yaml")),
          Map.entry("train.baseline", List.of("trial", "corpus")),
          Map.entry("nn.layer", List.of("trial", "nn.kernel", "trial.random", "nn.parameter")),
          Map.entry("result.claim", List.of("trial", "result.layout", "result.storage")),
          Map.entry("result.parquet", List.of("trial", "result.layout", "result.storage")),
          Map.entry(
              "specification.search",
              List.of("trial", "plan", "specification.yaml", "specification.space")),
          Map.entry(
              "specification",
              List.of(
                  "trial",
                  "plan",
                  "specification.yaml",
                  "specification.space",
                  "specification.search")),
          Map.entry("nn", List.of("trial", "nn.kernel", "plan", "nn.parameter", "nn.layer")),
          Map.entry(
              "search",
              List.of(
                  "specification.yaml",
                  "trial",
                  "plan",
                  "search.rule",
                  "search.rule.model",
                  "search.rule.around",
                  "trial.random",
                  "specification.space",
                  "specification.search",
                  "specification")),
          Map.entry(
              "train.series",
              List.of("trial", "corpus", "plan", "nn.kernel", "nn.parameter", "nn")),
          Map.entry(
              "train.speed",
              List.of("trial", "corpus", "nn.kernel", "nn.parameter", "nn.layer", "nn", "train")),
          Map.entry(
              "train.text",
              List.of(
                  "trial",
                  "corpus",
                  "nn.kernel",
                  "trial.random",
                  "nn.parameter",
                  "train.baseline",
                  "nn")),
          Map.entry(
              "train",
              List.of(
                  "trial",
                  "trial.canonical",
                  "plan",
                  "corpus",
                  "nn.kernel",
                  "trial.random",
                  "nn.parameter",
                  "train.baseline",
                  "nn.layer",
                  "nn",
                  "train.series",
                  "train.text")),
          Map.entry("train.engine", List.of("trial", "corpus", "nn.kernel", "nn", "train")),
          Map.entry(
              "result.row",
              List.of(
                  "trial",
                  "plan",
                  "result.layout",
                  "result.storage",
                  "train.baseline",
                  "result.parquet",
                  "train.series",
                  "train",
                  "train.engine")),
          Map.entry(
              "result.model",
              List.of(
                  "trial",
                  "corpus",
                  "result.layout",
                  "result.storage",
                  "train.series",
                  "train",
                  "result.row")),
          Map.entry(
              "result.compact",
              List.of(
                  "trial",
                  "result.layout",
                  "result.storage",
                  "result.claim",
                  "result.row",
                  "result.model",
                  "result.paused")),
          Map.entry(
              "result.paused",
              List.of("trial", "nn", "result.layout", "result.storage", "train", "result.row")),
          Map.entry(
              "result",
              List.of(
                  "trial",
                  "result.layout",
                  "result.storage",
                  "result.claim",
                  "train.series",
                  "train",
                  "result.row",
                  "result.model",
                  "result.paused",
                  "result.compact")),
          Map.entry(
              "attempt",
              List.of(
                  "trial",
                  "corpus",
                  "plan",
                  "result.claim",
                  "nn",
                  "train",
                  "train.engine",
                  "result.row",
                  "result.paused",
                  "result")),
          Map.entry(
              "compare",
              List.of(
                  "trial",
                  "format",
                  "plan",
                  "specification.space",
                  "specification",
                  "train.speed",
                  "train",
                  "result.row",
                  "result")),
          Map.entry(
              "compare.importance",
              List.of("trial", "format", "specification.space", "result.row", "result", "compare")),
          Map.entry("search.rule.model", List.of()),
          Map.entry("search.rule", List.of("trial.random", "plan", "search.rule.model")),
          Map.entry("search.rule.around", List.of("search.rule", "search.rule.model")),
          Map.entry(
              "compare.replay",
              List.of(
                  "trial",
                  "plan",
                  "specification.search",
                  "search",
                  "train",
                  "result.row",
                  "search.rule",
                  "search.rule.model",
                  "search.rule.around")),
          Map.entry(
              "compare.failure", List.of("trial", "format", "result.row", "compare.importance")),
          Map.entry("spark.sql", List.of("trial", "result.row", "result")),
          Map.entry("spark.score", List.of("trial", "corpus", "nn", "train.text")),
          Map.entry("report.html", List.of()),
          Map.entry("report.chart", List.of("report.html")),
          Map.entry(
              "report.summary",
              List.of(
                  "trial",
                  "format",
                  "train.series",
                  "train",
                  "result.row",
                  "result",
                  "compare",
                  "compare.importance")),
          Map.entry(
              "report.section",
              List.of(
                  "trial",
                  "format",
                  "result.row",
                  "result",
                  "compare",
                  "compare.importance",
                  "compare.failure",
                  "report.html",
                  "report.chart",
                  "report.summary")),
          Map.entry(
              "report.section.trial",
              List.of(
                  "trial",
                  "format",
                  "train.series",
                  "train",
                  "result.row",
                  "compare",
                  "compare.replay",
                  "report.html",
                  "report.chart",
                  "report.summary",
                  "report.section")),
          Map.entry(
              "report.comparison",
              List.of(
                  "trial",
                  "format",
                  "train",
                  "result.row",
                  "compare",
                  "report.html",
                  "report.chart",
                  "report.summary")),
          Map.entry(
              "report",
              List.of(
                  "trial",
                  "format",
                  "train",
                  "result.row",
                  "result",
                  "report.html",
                  "report.summary",
                  "report.section",
                  "report.section.trial",
                  "report.comparison")),
          Map.entry(
              "spark.kryo", List.of("trial", "corpus", "result.storage", "result", "attempt")),
          Map.entry(
              "spark.task",
              List.of(
                  "trial",
                  "corpus",
                  "plan",
                  "result.claim",
                  "train",
                  "train.engine",
                  "result.row",
                  "result",
                  "attempt")),
          Map.entry(
              "spark",
              List.of(
                  "trial",
                  "corpus",
                  "plan",
                  "nn",
                  "result.storage",
                  "train.text",
                  "train.engine",
                  "result",
                  "attempt",
                  "spark.score",
                  "spark.sql",
                  "spark.kryo",
                  "spark.task")),
          Map.entry("gpu.device", List.of()),
          Map.entry(
              "gpu.pack",
              List.of(
                  "trial",
                  "trial.random",
                  "gpu.device",
                  "nn.kernel",
                  "nn.parameter",
                  "nn.layer",
                  "nn")),
          Map.entry(
              "gpu",
              List.of(
                  "trial",
                  "trial.random",
                  "corpus",
                  "gpu.device",
                  "gpu.pack",
                  "gpu.plan",
                  "nn.kernel",
                  "nn.parameter",
                  "nn.layer",
                  "nn",
                  "train",
                  "train.engine")),
          Map.entry(
              "gpu.plan",
              List.of(
                  "trial",
                  "plan",
                  "gpu.device",
                  "gpu.pack",
                  "nn.kernel",
                  "nn.parameter",
                  "nn",
                  "train",
                  "train.engine")),
          Map.entry(
              "nd4j",
              List.of(
                  "trial",
                  "corpus",
                  "format",
                  "nn.parameter",
                  "nn.layer",
                  "nn",
                  "train",
                  "train.engine",
                  "spark.score",
                  "spark")),
          Map.entry(
              "sweep",
              List.of(
                  "trial",
                  "corpus",
                  "format",
                  "plan",
                  "corpus.load",
                  "nn.parameter",
                  "result.storage",
                  "specification.space",
                  "specification",
                  "specification.search",
                  "nn",
                  "search",
                  "train.series",
                  "train",
                  "train.engine",
                  "result.row",
                  "result.model",
                  "result",
                  "compare",
                  "compare.importance",
                  "report.summary",
                  "spark.task",
                  "spark",
                  "gpu",
                  "nd4j")),
          Map.entry(
              "sweep.proposal",
              List.of(
                  "trial",
                  "corpus",
                  "format",
                  "plan",
                  "specification.yaml",
                  "corpus.load",
                  "specification",
                  "search",
                  "sweep")),
          Map.entry(
              "sweep.adoption",
              List.of(
                  "trial",
                  "format",
                  "plan",
                  "result.layout",
                  "result.storage",
                  "result.row",
                  "result.paused",
                  "result",
                  "sweep")),
          Map.entry(
              "sweep.model",
              List.of(
                  "trial",
                  "corpus",
                  "plan",
                  "corpus.load",
                  "nn.parameter",
                  "nn",
                  "train.series",
                  "train.text",
                  "result.row",
                  "result.model",
                  "result",
                  "sweep")),
          Map.entry(
              "api",
              List.of(
                  "trial",
                  "corpus",
                  "corpus.source",
                  "plan",
                  "corpus.load",
                  "nn",
                  "train.series",
                  "train.text",
                  "sweep.model",
                  "result.storage",
                  "specification",
                  "train.engine",
                  "result",
                  "spark.score",
                  "spark",
                  "sweep",
                  "sweep.adoption")),
          Map.entry(
              "cli.input",
              List.of(
                  "plan",
                  "gpu.plan",
                  "trial",
                  "corpus",
                  "corpus.source",
                  "corpus.load",
                  "result.storage",
                  "specification",
                  "train.engine",
                  "result",
                  "spark",
                  "sweep",
                  "sweep.model",
                  "sweep.proposal",
                  "sweep.export",
                  "sweep.export.table")),
          Map.entry(
              "cli.output",
              List.of(
                  "trial",
                  "trial.canonical",
                  "corpus",
                  "format",
                  "plan",
                  "result.layout",
                  "specification",
                  "specification.search",
                  "train.speed",
                  "result.row",
                  "result",
                  "compare",
                  "spark",
                  "sweep")),
          Map.entry(
              "cli.progress",
              List.of(
                  "trial",
                  "format",
                  "plan",
                  "result.row",
                  "result",
                  "attempt",
                  "compare",
                  "report.summary",
                  "report",
                  "spark",
                  "sweep",
                  "sweep.adoption",
                  "cli.output")),
          Map.entry(
              "cli.list",
              List.of(
                  "trial",
                  "format",
                  "specification.yaml",
                  "specification",
                  "specification.search",
                  "search",
                  "search.rule.model",
                  "train",
                  "result.claim",
                  "result.parquet",
                  "result.row",
                  "result",
                  "compare",
                  "sweep",
                  "cli.input",
                  "cli.output")),
          Map.entry(
              "cli.replay",
              List.of(
                  "trial",
                  "format",
                  "specification",
                  "specification.search",
                  "search",
                  "search.rule",
                  "search.rule.model",
                  "result.row",
                  "result",
                  "compare",
                  "compare.replay",
                  "sweep",
                  "cli.input",
                  "cli.output")),
          Map.entry(
              "cli.plan",
              List.of(
                  "trial",
                  "corpus",
                  "format",
                  "plan",
                  "gpu.plan",
                  "result.storage",
                  "specification",
                  "specification.search",
                  "search",
                  "compare",
                  "sweep",
                  "cli.input",
                  "cli.output")),
          Map.entry(
              "cli.model",
              List.of(
                  "trial",
                  "corpus",
                  "corpus.load",
                  "format",
                  "specification",
                  "train.series",
                  "train.text",
                  "train",
                  "result.row",
                  "sweep",
                  "sweep.model",
                  "cli.input",
                  "cli.output")),
          Map.entry(
              "cli.query",
              List.of(
                  "trial",
                  "format",
                  "specification",
                  "result.row",
                  "result",
                  "compare",
                  "spark.sql",
                  "spark",
                  "sweep",
                  "cli.input",
                  "cli.output")),
          Map.entry("sweep.export.onnx", List.of("trial", "nn.parameter", "train.series")),
          Map.entry(
              "sweep.export",
              List.of(
                  "trial",
                  "corpus",
                  "nn.parameter",
                  "train.series",
                  "result.row",
                  "result.model",
                  "nd4j",
                  "sweep.export.onnx",
                  "sweep.model",
                  "sweep",
                  "sweep.export.table",
                  "sweep.export.mlflow",
                  "sweep.export.optuna")),
          Map.entry(
              "sweep.export.table",
              List.of(
                  "trial",
                  "format",
                  "specification",
                  "train",
                  "result.storage",
                  "result.parquet",
                  "result.row",
                  "result",
                  "sweep")),
          Map.entry(
              "sweep.export.mlflow",
              List.of(
                  "trial",
                  "format",
                  "specification",
                  "train",
                  "result.layout",
                  "result.row",
                  "result",
                  "compare",
                  "sweep.export.table")),
          Map.entry(
              "sweep.export.optuna",
              List.of(
                  "trial",
                  "format",
                  "specification.space",
                  "specification",
                  "train",
                  "result.row",
                  "result",
                  "sweep.export.table")),
          Map.entry(
              "cli",
              List.of(
                  "trial",
                  "corpus",
                  "format",
                  "plan",
                  "result.layout",
                  "trial.random",
                  "nn.parameter",
                  "result.storage",
                  "specification",
                  "specification.search",
                  "nn",
                  "search",
                  "train.series",
                  "train.speed",
                  "train.text",
                  "train",
                  "train.engine",
                  "result.row",
                  "result.model",
                  "result.compact",
                  "result",
                  "attempt",
                  "compare",
                  "spark.sql",
                  "report.summary",
                  "report",
                  "spark.task",
                  "spark.score",
                  "spark",
                  "nd4j",
                  "sweep",
                  "sweep.adoption",
                  "cli.input",
                  "cli.output",
                  "cli.progress",
                  "cli.list",
                  "cli.model",
                  "cli.plan",
                  "cli.replay",
                  "cli.query",
                  "sweep.model",
                  "sweep.export",
                  "sweep.export.table",
                  "corpus.load",
                  "sweep.proposal")));

  /** The largest number of files in a package, including its package-info.java. */
  private static final int MOST_FILES = 20;

  @ArchTest
  static void packagesImportOnlyWhatComesBeforeThem(JavaClasses classes) {
    IMPORTS.forEach(
        (name, imports) -> {
          String[] allowed =
              Stream.concat(Stream.of("", name), imports.stream())
                  .map(ArchitectureTest::full)
                  .toArray(String[]::new);
          classes()
              .that()
              .resideInAPackage(full(name))
              .should()
              .onlyDependOnClassesThat(
                  resideOutsideOfPackages(ROOT + "..").or(resideInAnyPackage(allowed)))
              .allowEmptyShould(true)
              .check(classes);
        });
  }

  @ArchTest
  static final ArchRule everyPackageHasItsImportRule =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(Stream.of(""), IMPORTS.keySet().stream())
                  .map(ArchitectureTest::full)
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  /** A class counts with those nested in it. */
  @ArchTest
  static final ArchRule kernelsHaveNoCycle =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return resideInAPackage(full("nn.kernel") + "..").test(type)
                      ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "classes of the kernels";
                }
              })
          .should()
          .beFreeOfCycles();

  /**
   * DL4J Spark consists of functions that Spark runs and hands the broadcast values, so nd4j may
   * see Spark too.
   */
  @ArchTest
  static final ArchRule onlySparkSeesSpark =
      noClasses()
          .that(resideOutsideOfPackages(full("spark") + "..", full("nd4j"), full("api")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.spark.."));

  /** Thus the Spark of every verb has the settings of {@code SparkSetup}, including its secret. */
  @ArchTest
  static final ArchRule onlyTheSessionStartsSpark =
      noClasses()
          .that()
          .doNotHaveSimpleName("SweepSession")
          .should()
          .callMethod(SparkSession.class, "builder")
          .orShould()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "of a Spark context",
                  call ->
                      call.getTargetOwner()
                          .getName()
                          .matches("org\\.apache\\.spark\\..*SparkContext")));

  @ArchTest
  static final ArchRule theApiSeesASessionAndADataset =
      noClasses()
          .that(resideInAPackage(full("api")))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.spark..")
                  .and(resideOutsideOfPackages("org.apache.spark.sql")));

  @ArchTest
  static final ArchRule nd4jSeesNothingOfSparkButFunctionsAndBroadcasts =
      noClasses()
          .that(resideInAPackage(full("nd4j")))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.spark..")
                  .and(
                      resideOutsideOfPackages(
                          "org.apache.spark.api.java.function", "org.apache.spark.broadcast")));

  /** Spark's session passes its Hadoop settings to the storage. */
  @ArchTest
  static final ArchRule onlyStorageAndTheSessionSeeHadoopsFilesystems =
      noClasses()
          .that(resideOutsideOfPackages(full("result.storage"), full("spark")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.hadoop.fs.."));

  /** Parquet's writers and readers require a Hadoop configuration; it is empty. */
  @ArchTest
  static final ArchRule onlyStorageParquetAndTheSessionSeeHadoop =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  full("result.storage"),
                  full("result.row"),
                  full("result.parquet"),
                  full("spark")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.hadoop.."));

  @ArchTest
  static final ArchRule onlyRowsSeeParquet =
      noClasses()
          .that(resideOutsideOfPackages(full("result.row"), full("result.parquet")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.parquet.."));

  @ArchTest
  static final ArchRule onlyTheSpecificationSeesYaml = only("specification.yaml", "org.yaml..");

  @ArchTest
  static final ArchRule onlyNd4jSeesNd4j = only("nd4j", "org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule onlyCliSeesPicocli =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  full("cli"),
                  full("cli.input"),
                  full("cli.list"),
                  full("cli.model"),
                  full("cli.plan"),
                  full("cli.replay"),
                  full("cli.query")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("picocli.."));

  @ArchTest static final ArchRule nobodySeesScala = only("nobody", "scala..");

  @ArchTest
  static final ArchRule computedValuesDependOnNoOtherRandomNumbersThanOurs =
      noClasses()
          .that(resideInAnyPackage(full("nn") + "..", full("train") + ".."))
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.Random.class,
              java.util.SplittableRandom.class,
              java.security.SecureRandom.class,
              ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule computedValuesDependOnNoWallClock =
      noClasses()
          .that(resideInAnyPackage(full("nn") + "..", full("train") + ".."))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat(resideInAPackage("java.time").and(named("Clock", "Instant")))
          .allowEmptyShould(true);

  /** The JDK may round these functions differently in each version and on each processor. */
  @ArchTest
  static final ArchRule computedValuesUseNoFunctionsOfTheJdkThatMayRoundDifferently =
      noClasses()
          .that(resideInAnyPackage(full("nn") + "..", full("train") + ".."))
          .should()
          .callMethod(Math.class, "exp", double.class)
          .orShould()
          .callMethod(Math.class, "expm1", double.class)
          .orShould()
          .callMethod(Math.class, "log", double.class)
          .orShould()
          .callMethod(Math.class, "log1p", double.class)
          .orShould()
          .callMethod(Math.class, "tanh", double.class)
          .orShould()
          .callMethod(Math.class, "pow", double.class, double.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule classesAreNamedForWhatTheyAre =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  @ArchTest
  static void everyPackageSaysWhatItIs(JavaClasses classes) throws IOException {
    Path sources = Path.of("src", "main", "java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> silent =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).as("packages without a package-info.java").isEmpty();
    }
    assertThat(classes).isNotEmpty();
  }

  @ArchTest
  static void noPackageIsCrowded(JavaClasses classes) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      Map<Path, Long> crowded =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
      crowded.values().removeIf(count -> count <= MOST_FILES);
      assertThat(crowded).as("packages of more than " + MOST_FILES + " files").isEmpty();
    }
    assertThat(classes).isNotEmpty();
  }

  private static ArchRule only(String name, String... libraries) {
    return noClasses()
        .that(resideOutsideOfPackages(full(name)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> named(String... simpleNames) {
    return DescribedPredicate.describe(
        "are " + List.of(simpleNames), c -> List.of(simpleNames).contains(c.getSimpleName()));
  }

  private static String full(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }
}
