package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code submit/standalone.sh}, {@code yarn.sh} and {@code kubernetes.sh} in a copy of the project
 * that is built already, with a spark-submit that prints what it was started with.
 */
@DisabledOnOs(OS.WINDOWS)
class ClusterScriptsTest {
  private static final List<String> SCRIPTS = List.of("standalone", "yarn", "kubernetes");

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path root;
  private ServerSocket master;

  @BeforeEach
  void copyTheScriptsBesideASpark() throws IOException {
    root = Files.createDirectories(folder.resolve("a project"));
    for (String name : List.of("submit", "conf", "target")) {
      Files.createDirectories(root.resolve(name));
    }
    for (String file :
        List.of(
            "submit/cluster.sh",
            "submit/standalone.sh",
            "submit/yarn.sh",
            "submit/kubernetes.sh",
            "conf/spark-cluster.conf",
            "conf/spark-standalone.conf",
            "conf/spark-yarn.conf",
            "conf/spark-kubernetes.conf")) {
      Files.copy(Path.of(file), root.resolve(file));
    }
    Files.createFile(root.resolve("target/lstm-sweep-1.jar"));
    environment.put("SPARK_HOME", spark("a spark", "3.5.9").toString());
    environment.put("HADOOP_CONF_DIR", folder.toString());
    environment.put("YARN_CONF_DIR", null);
    environment.put("SPARK_CONF_DIR", null);
    environment.put("https_proxy", null);
    environment.put("HTTPS_PROXY", null);
    Files.createFile(folder.resolve("yarn-site.xml"));
    master = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopTheMaster() throws IOException {
    master.close();
  }

  @Test
  void theArgumentsBeforeTheVerbAreSparkSubmitsAndTheRestIsTheSweeps() throws Exception {
    List<String> started =
        started("standalone", "--name", "run", "--conf", "a=b c", "-v", "run", "a spec.yaml");
    assertThat(started)
        .startsWith("--master", url())
        .endsWith(
            "--name",
            "run",
            "--conf",
            "a=b c",
            "-v",
            "--class",
            "io.github.lstmsweep.cli.Main",
            root.toRealPath() + "/target/lstm-sweep-1.jar",
            "run",
            "a spec.yaml")
        .doesNotContain("--files", "--jars", "--deploy-mode")
        .contains("spark.lstmsweep.command=" + script("standalone") + " --master " + url());
  }

  @Test
  void whatAPersonSetsComesAfterWhatTheFilesSay() throws Exception {
    for (String name : SCRIPTS) {
      List<String> started =
          started(name, "--conf", "spark.executor.memory=9g", "--conf=x=1", "plan", "s.yaml");
      assertThat(started)
          .as(name)
          .containsSubsequence(
              "spark.driver.defaultJavaOptions=--add-modules=jdk.incubator.vector -XX:+UseG1GC",
              "spark.executor.memory=1g",
              "spark.authenticate=true",
              "spark.executor.memory=9g",
              "x=1");
      assertThat(started).as(name).noneMatch(word -> word.contains("#"));
      assertThat(started).as(name).noneMatch(word -> word.contains("secret"));
    }
    assertThat(started("yarn", "plan", "s.yaml")).contains("spark.yarn.maxAppAttempts=1");
    assertThat(started("standalone", "plan", "s.yaml"))
        .contains("spark.standalone.submit.waitAppCompletion=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.0", "3.5.9", "4.0.0", "4.3.0", "4.1.0-preview1"})
  void everySparkOfBothMajorVersionsDoes(String version) throws Exception {
    environment.put("SPARK_HOME", spark("spark " + version, version).toString());
    assertThat(started("yarn", "plan", "s.yaml")).contains("plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "2.4.8", "5.0.0"})
  void aSparkOfAnotherVersionIsRefused(String version) throws Exception {
    Path home = spark("spark " + version, version);
    environment.put("SPARK_HOME", home.toString());
    for (String name : SCRIPTS) {
      refused(
          "Cannot use Spark "
              + version
              + " ("
              + home
              + "): must be 3.5 or 4. Set SPARK_HOME to one.",
          name,
          "plan",
          "s.yaml");
    }
  }

  @Test
  void aSparkThatIsNotThereIsNamed() throws Exception {
    environment.put("SPARK_HOME", null);
    for (String name : SCRIPTS) {
      refused(
          "Cannot find Spark: SPARK_HOME must be set to the folder of a Spark 3.5 or 4, the one that"
              + " has bin/spark-submit.",
          name,
          "plan",
          "s.yaml");
    }
    environment.put("SPARK_HOME", "/no spark");
    refused(
        "Cannot set SPARK_HOME to /no spark: must be the folder of a Spark 3.5 or 4, and has no"
            + " bin/spark-submit.",
        "yarn",
        "plan",
        "s.yaml");
  }

  @Test
  void aMasterThatDoesNotAnswerIsToldAtOnce() throws Exception {
    String place = "127.0.0.1:" + master.getLocalPort();
    master.close();
    refused(
        "Cannot reach the master spark://"
            + place
            + ": must be running, and nothing answers at "
            + place
            + ". Start it, or name another --master.",
        "standalone",
        "--master",
        "spark://" + place,
        "plan",
        "s.yaml");
    refused(
        "Cannot reach the master k8s://https://"
            + place
            + ": must be running, and nothing answers at "
            + place
            + ". Start it, or name another --master.",
        "kubernetes",
        "--master",
        "k8s://https://" + place,
        "plan",
        "s.yaml");
  }

  @Test
  void ofSeveralMastersOneMustAnswer() throws Exception {
    String masters = "spark://127.0.0.1:1,127.0.0.1:" + master.getLocalPort();
    assertThat(started("standalone", "--master", masters, "plan", "s.yaml"))
        .containsSubsequence("--master", masters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          standalone | --master yarn plan s.yaml | Cannot set --master to yarn: must be spark://HOST:PORT of a standalone master. yarn.sh and kubernetes.sh are for other clusters, local.sh for none.
          yarn | --master local[2] plan s.yaml | Cannot set --master to local[2]: must be yarn, or left out. standalone.sh and kubernetes.sh are for other clusters, local.sh for none.
          kubernetes | --master spark://a:1 plan s.yaml | Cannot set --master to spark://a:1: must be k8s://https://HOST:PORT of an API server, as kubectl cluster-info shows it. standalone.sh and yarn.sh are for other clusters, local.sh for none.
          yarn | --conf a=b | Cannot start without a verb: must be OPTIONS OF SPARK-SUBMIT and then a verb, such as run. --help tells more.
          yarn | --queue | Cannot leave out the value of --queue: must be followed by one, and then by the verb.
          yarn | --deploy-mode cluster run s.yaml | Cannot leave out --out with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere.
          yarn | --deploy-mode cluster run s.yaml --out out/a | Cannot set --out to out/a with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere.
          """)
  void wrongUseIsToldInOneLine(String name, String arguments, String message) throws Exception {
    refused(message, name, arguments.split(" "));
  }

  @Test
  void whatIsMissingBesideSparkIsNamed() throws Exception {
    Files.delete(root.resolve("target/lstm-sweep-1.jar"));
    refused(
        "Cannot find the jar: build it with 'mvn package -Dmaven.test.skip=true' in "
            + root.toRealPath()
            + ", or set LSTM_SWEEP_JAR to it.",
        "yarn",
        "plan",
        "s.yaml");
    environment.put("LSTM_SWEEP_JAR", "/no.jar");
    refused(
        "Cannot set LSTM_SWEEP_JAR to /no.jar: must be the jar of lstm-sweep, and there is no such"
            + " file.",
        "yarn",
        "plan",
        "s.yaml");
    environment.put("LSTM_SWEEP_JAR", "local:///opt/lstm-sweep.jar");
    assertThat(started("yarn", "plan", "s.yaml")).contains("local:///opt/lstm-sweep.jar");
    environment.put("HADOOP_CONF_DIR", null);
    refused(
        "Cannot find the YARN cluster: HADOOP_CONF_DIR must be set to the folder of its"
            + " yarn-site.xml and core-site.xml.",
        "yarn",
        "plan",
        "s.yaml");
    environment.put("HADOOP_CONF_DIR", "/no conf");
    refused(
        "Cannot set HADOOP_CONF_DIR to /no conf: must be the folder of a cluster's yarn-site.xml,"
            + " and has none.",
        "yarn",
        "plan",
        "s.yaml");
    refused(
        "Cannot leave out the image: must be --conf spark.kubernetes.container.image=IMAGE of a"
            + " Spark 3.5 or 4 with Java 17.",
        "kubernetes",
        "--master",
        "k8s://http://127.0.0.1:" + master.getLocalPort(),
        "plan",
        "s.yaml");
  }

  @Test
  void aSecretOnTheCommandLineIsRefused() throws Exception {
    Shell shell = start("yarn", "--conf", "spark.authenticate.secret=abc", "plan", "s.yaml");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .containsExactly(
            "lstm-sweep: Cannot take spark.authenticate.secret from the command line: must be in a"
                + " file that only you can read; YARN makes one by itself, so leave it out.");
    assertThat(
            start(
                    "standalone",
                    "--master",
                    url(),
                    "--conf=spark.authenticate.secret=abc",
                    "plan",
                    "s.yaml")
                .err())
        .singleElement()
        .asString()
        .endsWith("put it into $SPARK_CONF_DIR/spark-defaults.conf, of mode 600.");
  }

  @Test
  void theSpecificationAndALocalCorpusTravelAlong() throws Exception {
    Path text = Files.writeString(folder.resolve("a text.txt"), "text");
    Path spec = Files.writeString(folder.resolve("s.yaml"), "corpus: '" + text + "' # mine\n");
    List<String> started =
        started("yarn", "--deploy-mode", "cluster", "run", spec.toString(), "--out", "hdfs:///out");
    assertThat(started)
        .containsSubsequence("--files", spec + "," + text)
        .contains("spark.lstmsweep.files=.")
        .endsWith("run", "s.yaml", "--out", "hdfs:///out");
  }

  @Test
  void soDoesTheTimeMachine() throws Exception {
    Path text = Files.writeString(folder.resolve("timemachine.txt"), "text");
    Path spec = Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    environment.put("LSTM_SWEEP_CORPORA", folder.toString());
    String[] set = {
      "--deploy-mode",
      "cluster",
      "run",
      spec.toString(),
      "--set",
      "corpus=timemachine",
      "--out",
      "hdfs:///out"
    };
    assertThat(started("yarn", set))
        .containsSubsequence("--files", spec + "," + text)
        .endsWith("--out", "hdfs:///out", "--corpus-dir", ".");
    set[5] = "num_epochs=2";
    assertThat(started("yarn", set))
        .containsSubsequence("--files", spec.toString(), "--deploy-mode");
  }

  @Test
  void onAStandaloneClusterTheyAreNamedByTheirPathsOnTheSharedDisk() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: timemachine\n");
    Files.writeString(folder.resolve("timemachine.txt"), "text");
    environment.put("LSTM_SWEEP_CORPORA", folder.toString());
    assertThat(
            started(
                "standalone", "--deploy-mode", "cluster", "run", "s.yaml", "--out", "hdfs://h/out"))
        .doesNotContain("--files")
        .endsWith(
            "run",
            folder.toRealPath() + "/s.yaml",
            "--out",
            "hdfs://h/out",
            "--corpus-dir",
            folder.toRealPath().toString());
  }

  @Test
  void onKubernetesTheDriverRunsInAPodUnlessClientIsAskedFor() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    assertThat(started("kubernetes", "run", "s.yaml", "--out", "s3a://b/out"))
        .containsSubsequence("--files", "s.yaml")
        .containsSubsequence("--deploy-mode", "cluster");
    assertThat(started("kubernetes", "--deploy-mode", "client", "run", "s.yaml"))
        .doesNotContain("--files")
        .containsSubsequence("--deploy-mode", "client");
  }

  @Test
  void dl4jGoesAlongWithRescoringAlone() throws Exception {
    Path jar = Files.createFile(root.toRealPath().resolve("target/lstm-sweep-dl4j-1-linux.jar"));
    assertThat(started("yarn", "verify", "hdfs:///out", "--rescore", "3"))
        .containsSubsequence("--jars", jar.toString())
        .contains(root.toRealPath() + "/target/lstm-sweep-1.jar");
    assertThat(started("yarn", "verify", "hdfs:///out", "--sample", "3")).doesNotContain("--jars");
  }

  @Test
  void theEventLogIsKeptWhereItIsAskedFor() throws Exception {
    Path events = folder.resolve("events");
    environment.put("LSTM_SWEEP_EVENTS", events.toString());
    assertThat(started("yarn", "plan", "s.yaml"))
        .contains("spark.eventLog.enabled=true")
        .contains("spark.eventLog.dir=file:" + events.toRealPath());
    environment.put("LSTM_SWEEP_EVENTS", "hdfs://h/events");
    assertThat(started("yarn", "plan", "s.yaml")).contains("spark.eventLog.dir=hdfs://h/events");
    environment.remove("LSTM_SWEEP_EVENTS");
    assertThat(started("yarn", "plan", "s.yaml"))
        .noneMatch(word -> word.startsWith("spark.eventLog.dir"));
  }

  @Test
  void helpIsTheCommentAtTheirHeads() throws Exception {
    for (String name : SCRIPTS) {
      Shell shell = start(name, "--help");
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.out().get(0))
          .contains("submit/" + name + ".sh [OPTIONS OF SPARK-SUBMIT] VERB");
      assertThat(shell.out()).anyMatch(line -> line.startsWith("  SPARK_HOME"));
      assertThat(shell.out()).noneMatch(line -> line.startsWith("source"));
    }
  }

  private String url() {
    return "spark://127.0.0.1:" + master.getLocalPort();
  }

  /** What spark-submit was started with; master and image are added where none is named. */
  private List<String> started(String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    if (!List.of(arguments).contains("--master") && !name.equals("yarn")) {
      all.add("--master");
      all.add(name.equals("standalone") ? url() : url().replace("spark://", "k8s://https://"));
    }
    if (name.equals("kubernetes")) {
      all.addAll(List.of("--conf", "spark.kubernetes.container.image=an/image"));
    }
    all.addAll(List.of(arguments));
    Shell shell = start(name, all.toArray(String[]::new));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    return shell.out();
  }

  private void refused(String message, String name, String... arguments) throws Exception {
    Shell shell = start(name, arguments);
    assertThat(shell.err()).containsExactly("lstm-sweep: " + message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  private Path spark(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars/spark-core_2.12-" + version + ".jar"));
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private String script(String name) {
    return root.resolve("submit/" + name + ".sh").toString();
  }

  private Shell start(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script(name)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("LSTM_SWEEP_"));
    environment.forEach(
        (key, value) -> {
          if (value == null) {
            builder.environment().remove(key);
          } else {
            builder.environment().put(key, value);
          }
        });
    int exitCode = builder.start().waitFor();
    return new Shell(exitCode, Files.readAllLines(out), Files.readAllLines(err));
  }
}
