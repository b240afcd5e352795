package io.github.lstmsweep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Which package may know which: the way of the data, without a way back. */
@AnalyzeClasses(
    packages = "io.github.lstmsweep",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.lstmsweep";

  /** Each package and those it imports; every package may use the root's classes. */
  private static final Map<String, List<String>> IMPORTS =
      Map.ofEntries(
          Map.entry("trial", List.of()),
          Map.entry("corpus", List.of("trial")),
          Map.entry("spec", List.of("trial")),
          Map.entry("search", List.of("spec", "trial", "corpus")),
          Map.entry("nn.kernel", List.of("trial")),
          Map.entry("nn", List.of("nn.kernel", "trial")),
          Map.entry("train", List.of("nn", "nn.kernel", "corpus", "trial")),
          Map.entry("result", List.of("train", "corpus", "trial")),
          Map.entry("report", List.of("result", "train", "trial")),
          Map.entry("spark", List.of("result", "train", "corpus", "trial")),
          Map.entry("nd4j", List.of("spark", "train", "nn", "corpus", "trial")),
          Map.entry(
              "api", List.of("spec", "search", "trial", "corpus", "train", "result", "spark")),
          Map.entry(
              "cli",
              List.of(
                  "api", "spec", "search", "trial", "corpus", "nn", "train", "result", "spark",
                  "report", "nd4j")));

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

  /** DL4J Spark is written as functions for Spark to run, which it hands what was broadcast. */
  @ArchTest
  static final ArchRule onlySparkSeesSpark =
      noClasses()
          .that(resideOutsideOfPackages(full("spark"), full("nd4j"), full("api")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.spark.."));

  /** So every verb's Spark has the settings of {@code SparkSetup}, its secret among them. */
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

  @ArchTest
  static final ArchRule onlyResultSeesHadoopAndParquet =
      only("result", "org.apache.hadoop..", "org.apache.parquet..");

  @ArchTest
  static final ArchRule onlyNd4jSeesNd4j = only("nd4j", "org.nd4j..", "org.deeplearning4j..");

  @ArchTest static final ArchRule onlyCliSeesPicocli = only("cli", "picocli..");

  @ArchTest static final ArchRule nobodySeesScala = only("nobody", "scala..");

  @ArchTest
  static final ArchRule computedValuesDependOnNoOtherRandomNumbersThanOurs =
      noClasses()
          .that(resideInAnyPackage(full("nn") + "..", full("train")))
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
          .that(resideInAnyPackage(full("nn") + "..", full("train")))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat(resideInAPackage("java.time").and(named("Clock", "Instant")))
          .allowEmptyShould(true);

  /** The JDK may round these as it likes, from one version or processor to the next. */
  @ArchTest
  static final ArchRule computedValuesUseNoFunctionsOfTheJdkThatMayRoundDifferently =
      noClasses()
          .that(resideInAnyPackage(full("nn") + "..", full("train")))
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
