package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the objects that a real spark-submit of {@code submit/kubernetes.sh} creates. The API
 * server is a fake that keeps the objects it receives, so no pod ever runs.
 */
class KubernetesIT {
  private static final String IMAGE = "registry.example/spark:3.5-java17";

  /** The user's secret, in the environment. */
  private static final String SECRET = "canary-8d2a-do-not-show";

  private static final String JAR = "local:///opt/lstm-sweep/lstm-sweep.jar";

  @TempDir Path folder;
  private KubernetesMockServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new ApplyingApiServer(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.destroy();
  }

  @Test
  void theDriversPodIsWhatWasAskedFor() throws Exception {
    Path spec = Files.writeString(folder.resolve("mine.yaml"), "name: mine\ncorpus: harbour\n");
    Path uploads = Files.createDirectory(folder.resolve("uploads"));
    try (Command submit =
        Command.start(
            folder,
            "kubernetes",
            Map.of(
                "SPARK_HOME", SparkHome.in(folder).toString(),
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "LSTM_SWEEP_JAR", JAR),
            List.of(
                "submit/kubernetes.sh",
                "--master",
                "k8s://http://127.0.0.1:" + server.getPort(),
                "--name",
                "mine",
                "--conf",
                "spark.kubernetes.namespace=sweeps",
                "--conf",
                "spark.kubernetes.container.image=" + IMAGE,
                "--conf",
                "spark.kubernetes.authenticate.driver.serviceAccountName=spark",
                "--conf",
                "spark.kubernetes.driver.secrets.lstm-sweep=/etc/lstm-sweep",
                "--conf",
                "spark.kubernetes.file.upload.path=" + uploads.toUri(),
                "--conf",
                "spark.driver.memory=2g",
                "--conf",
                "spark.driver.cores=1",
                "--conf",
                "spark.kubernetes.driver.limit.cores=2",
                // Nothing here would ever run the pod.
                "--conf",
                "spark.kubernetes.submission.waitAppCompletion=false",
                "run",
                spec.toString(),
                "--out",
                "s3a://bucket/tables/mine"))) {
      submit.succeeds();
      assertThat(submit.out() + submit.err()).doesNotContain(SECRET);
    }
    try (KubernetesClient client = server.createClient()) {
      List<Pod> pods = client.pods().inNamespace("sweeps").list().getItems();
      assertThat(pods).hasSize(1);
      checkPod(pods.get(0));
      checkProperties(client.configMaps().inNamespace("sweeps").list().getItems());
      checkUploaded(uploads);
    }
  }

  private static void checkPod(Pod pod) {
    assertThat(Serialization.asYaml(pod)).doesNotContain(SECRET);
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("spark");
    Container driver = pod.getSpec().getContainers().get(0);
    assertThat(driver.getImage()).isEqualTo(IMAGE);
    assertThat(driver.getResources().getRequests().get("cpu").toString()).isEqualTo("1");
    assertThat(driver.getResources().getLimits().get("cpu").toString()).isEqualTo("2");
    // The limit is 2 GiB of heap, plus a tenth or at least 384 MiB for the rest.
    assertThat(driver.getResources().getLimits().get("memory").toString()).isEqualTo("2432Mi");
    assertThat(driver.getArgs())
        .containsSubsequence("driver", "--class", "io.github.lstmsweep.cli.Main", JAR)
        .endsWith("run", "mine.yaml", "--out", "s3a://bucket/tables/mine");
    assertThat(driver.getVolumeMounts().stream().map(VolumeMount::getMountPath))
        .contains("/etc/lstm-sweep", "/opt/spark/conf");
    assertThat(driver.getEnv().stream().map(EnvVar::getName)).doesNotContain("_SPARK_AUTH_SECRET");
  }

  private static void checkProperties(List<ConfigMap> maps) {
    String properties =
        maps.stream()
            .map(map -> map.getData().get("spark.properties"))
            .filter(text -> text != null)
            .findFirst()
            .orElseThrow();
    assertThat(properties)
        // Java writes the equals sign of a value in its own way.
        .contains("spark.driver.defaultJavaOptions=--add-modules\\=ALL-SYSTEM")
        .contains("spark.authenticate=true")
        .contains("spark.network.crypto.cipher=AES/GCM/NoPadding")
        .contains("spark.io.encryption.enabled=true")
        .contains("spark.task.maxFailures=100")
        .contains("spark.kubernetes.driver.secrets.lstm-sweep=/etc/lstm-sweep")
        .contains("mine.yaml");
    assertThat(Serialization.asYaml(maps)).doesNotContain(SECRET);
  }

  private static void checkUploaded(Path uploads) throws Exception {
    try (var files = Files.walk(uploads)) {
      List<Path> specs = files.filter(file -> file.endsWith("mine.yaml")).toList();
      assertThat(specs).hasSize(1);
      assertThat(specs.get(0)).content().startsWith("name: mine");
    }
  }
}
