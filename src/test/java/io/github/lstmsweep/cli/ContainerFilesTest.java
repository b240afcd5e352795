package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Tests that the Dockerfile, the resource for Spark's operator and the other settings agree. */
class ContainerFilesTest {
  /** The base image: its Spark and its digest. */
  private static final Pattern BASE =
      Pattern.compile("ARG BASE=spark:([0-9.]+)-scala(2\\.1\\d)-java17-ubuntu@sha256:[0-9a-f]{64}");

  private static String dockerfile;
  private static Map<?, ?> application;

  @BeforeAll
  static void read() throws IOException {
    dockerfile = Files.readString(Path.of("src/image/Dockerfile"));
    application =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(Path.of("conf/kubernetes/spark-application.yaml")));
  }

  /** The operator reads no file of {@code conf/}. */
  @Test
  void theResourceHasEverySettingOfTheScripts() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : List.of("spark-cluster.conf", "spark-kubernetes.conf")) {
      for (String line : Files.readAllLines(Path.of("conf", name))) {
        if (line.startsWith("spark.")) {
          settings.put(line.replaceFirst("\\s.*", ""), line.replaceFirst("^\\S+\\s+", "").strip());
        }
      }
    }
    Map<?, ?> given = map(spec(), "sparkConf");
    assertThat(settings).hasSizeGreaterThan(20);
    settings.forEach((key, value) -> assertThat(given.get(key)).as(key).isEqualTo(value));
    // Kubernetes takes only text here.
    assertThat(given.values()).allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
  }

  @Test
  void theResourceStartsTheJarOfTheImageOnItsSpark() {
    Matcher base = BASE.matcher(dockerfile);
    assertThat(base.find()).as(dockerfile).isTrue();
    assertThat(map(spec(), "runtimeVersions").get("sparkVersion")).isEqualTo(base.group(1));
    assertThat(map(spec(), "runtimeVersions").get("scalaVersion")).isEqualTo(base.group(2));
    assertThat(spec().get("mainClass")).isEqualTo(Main.class.getName());
    assertThat(spec().get("jars")).isEqualTo("local:///opt/lstm-sweep/lstm-sweep.jar");
    assertThat(dockerfile)
        .contains("/tmp/unpacked/lstm-sweep.jar")
        .contains("COPY --from=unpacked /tmp/unpacked /opt/lstm-sweep");
    assertThat(application.get("apiVersion")).isEqualTo("spark.apache.org/v1");
    assertThat(application.get("kind")).isEqualTo("SparkApplication");
  }

  @Test
  void nothingRunsAsRoot() {
    String user = "185";
    assertThat(dockerfile.lines().filter(line -> line.startsWith("USER ")))
        .containsExactly("USER " + user);
    for (String pod : List.of("driverSpec", "executorSpec")) {
      Map<?, ?> context =
          map(map(map(map(spec(), pod), "podTemplateSpec"), "spec"), "securityContext");
      assertThat(context.get("runAsNonRoot")).isEqualTo(true);
      assertThat(context.get("runAsUser")).hasToString(user);
    }
  }

  /** Everything else of the project would only be sent to the daemon in vain. */
  @Test
  void theContextIsTheArchiveAlone() throws IOException {
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly("*", "!target/lstm-sweep-*-bin.tar.gz");
    assertThat(dockerfile).contains("COPY target/lstm-sweep-*-bin.tar.gz ");
  }

  private static Map<?, ?> spec() {
    return map(application, "spec");
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) parent.get(key);
  }
}
