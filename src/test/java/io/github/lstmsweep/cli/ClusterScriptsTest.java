package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * Tests {@code submit/standalone.sh}, {@code yarn.sh} and {@code kubernetes.sh} in a copy of the
 * built project. Its spark-submit prints its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class ClusterScriptsTest {
  @TempDir Path folder;
  private ClusterProject project;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = new ClusterProject(folder);
  }

  @AfterEach
  void stopTheMaster() throws IOException {
    project.close();
  }

  @Test
  void theArgumentsBeforeTheVerbAreSparkSubmitsAndTheRestIsTheSweeps() throws Exception {
    List<String> started =
        project.started(
            "standalone", "--name", "run", "--conf", "a=b c", "-v", "run", "a spec.yaml");
    assertThat(started)
        .startsWith("--master", project.url())
        .endsWith(
            "--name",
            "run",
            "--conf",
            "a=b c",
            "-v",
            "--class",
            "io.github.lstmsweep.cli.Main",
            ClusterProject.jarOf(started).toString(),
            "run",
            "a spec.yaml")
        .doesNotContain("--files", "--jars", "--deploy-mode")
        .contains(
            "spark.lstmsweep.command="
                + project.script("standalone")
                + " --master "
                + project.url());
  }

  @Test
  void aScriptOnThePathIsShownByItsName() throws Exception {
    project.set("PATH", project.root().resolve("submit") + ":" + System.getenv("PATH"));
    assertThat(project.call(List.of("bash", "-c", "yarn.sh plan s.yaml")).out())
        .contains("spark.lstmsweep.command=yarn.sh --master yarn");
  }

  @Test
  void whatAPersonSetsComesAfterWhatTheFilesSay() throws Exception {
    for (String name : ClusterProject.SCRIPTS) {
      List<String> started =
          project.started(
              name, "--conf", "spark.executor.memory=9g", "--conf=x=1", "plan", "s.yaml");
      assertThat(started)
          .as(name)
          .containsSubsequence(
              "spark.driver.defaultJavaOptions=--add-modules=ALL-SYSTEM -XX:+UseG1GC",
              "spark.executor.memory=1g",
              "spark.authenticate=true",
              "spark.ui.killEnabled=false",
              "spark.executor.memory=9g",
              "x=1");
      assertThat(started).as(name).noneMatch(word -> word.contains("#"));
      assertThat(started).as(name).noneMatch(word -> word.contains("secret"));
    }
    assertThat(project.started("yarn", "plan", "s.yaml")).contains("spark.yarn.maxAppAttempts=1");
    assertThat(project.started("standalone", "plan", "s.yaml"))
        .contains("spark.standalone.submit.waitAppCompletion=true");
  }

  /** Java takes the character set of file names from the locale, at its start and never later. */
  @Test
  void driversAndExecutorsStartInALocaleThatHasAllLetters() throws Exception {
    for (String name : ClusterProject.SCRIPTS) {
      assertThat(project.started(name, "--deploy-mode", "client", "plan", "s.yaml"))
          .as(name)
          .contains("spark.executorEnv.LC_ALL=C.UTF-8");
    }
    assertThat(project.started("yarn", "plan", "s.yaml"))
        .contains("spark.yarn.appMasterEnv.LC_ALL=C.UTF-8");
    assertThat(project.started("kubernetes", "plan", "s.yaml"))
        .contains("spark.kubernetes.driverEnv.LC_ALL=C.UTF-8");
    Files.writeString(folder.resolve("a spark/bin/spark-submit"), "#!/bin/sh\nlocale charmap\n");
    project.set("LC_ALL", "C");
    assertThat(project.started("yarn", "plan", "s.yaml")).containsExactly("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.5.2", "3.5.9", "3.5.10", "3.5.2-amzn-0", "4.0.0", "4.3.0", "4.1.0-preview1"})
  void everySparkFrom352OnDoes(String version) throws Exception {
    project.set("SPARK_HOME", project.spark("spark " + version, version).toString());
    assertThat(project.startOnCluster("yarn", "plan", "s.yaml").out()).contains("plan");
  }

  /** In earlier versions no worker and no executor ever registers: SPARK-56227. */
  @ParameterizedTest
  @CsvSource({
    "3.5.2,false", "3.5.8,false", "3.5.8-amzn-1,false", "3.5.9,true", "3.5.10,true",
    "4.0.3,false", "4.0.4,true", "4.1.0-preview1,false", "4.1.2,false", "4.1.3,true",
    "4.2.0,true", "4.3.0,true"
  })
  void aSparkWhoseAesGcmLosesMessagesIsStartedWithoutIt(String version, boolean has)
      throws Exception {
    project.set("SPARK_HOME", project.spark("spark " + version, version).toString());
    for (String name : ClusterProject.SCRIPTS) {
      Shell shell = project.startOnCluster(name, "plan", "s.yaml");
      assertThat(shell.out().contains("spark.network.crypto.cipher=AES/GCM/NoPadding"))
          .isEqualTo(has);
      assertThat(shell.out()).contains("spark.network.crypto.enabled=true");
      assertThat(shell.err().stream().filter(line -> line.contains("AES-GCM")))
          .hasSize(has ? 0 : 1);
    }
  }

  /** Java 24 removed a function that Hadoop before 3.4.3 needs. */
  @ParameterizedTest
  @CsvSource({
    "3.5.2,3.3.4,25.0.1,false",
    "3.5.2,3.3.4,24,false",
    "3.5.2,3.3.4,21.0.5,true",
    "4.0.0,3.4.1,25,false",
    "4.1.0,3.4.2,25,false",
    "4.1.3,3.4.3,25,true",
    "4.2.0,3.5.0,25,true"
  })
  void aJavaThatIsTooNewForItsHadoopIsNamed(
      String version, String hadoop, String java, boolean works) throws Exception {
    Path home = project.spark("spark " + version, version);
    Files.createFile(home.resolve("jars/hadoop-client-api-" + hadoop + ".jar"));
    Path jdk = Files.createDirectories(folder.resolve("jdk " + java));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + java + "\"\n");
    Files.createFile(Files.createDirectory(jdk.resolve("bin")).resolve("java"));
    project.set("SPARK_HOME", home.toString());
    project.set("JAVA_HOME", jdk.toString());
    for (String name : ClusterProject.SCRIPTS) {
      if (works) {
        assertThat(project.startOnCluster(name, "plan", "s.yaml").out()).contains("plan");
      } else {
        project.refused(
            "Cannot start Spark "
                + version
                + " ("
                + home
                + ") on Java "
                + java.replaceFirst("\\..*", "")
                + " ("
                + jdk.resolve("bin/java")
                + "): its Hadoop "
                + hadoop
                + " works up to Java 23. Set JAVA_HOME to a JDK 17 or 21.",
            name,
            "plan",
            "s.yaml");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "2.4.8", "5.0.0", "3.5.0", "3.5.1", "3.5.1-amzn-0"})
  void aSparkOfAnotherVersionIsRefused(String version) throws Exception {
    Path home = project.spark("spark " + version, version);
    project.set("SPARK_HOME", home.toString());
    for (String name : ClusterProject.SCRIPTS) {
      project.refused(
          "Cannot use Spark "
              + version
              + " ("
              + home
              + "): must be 3.5.2, a later 3.5, or 4. Set SPARK_HOME to one.",
          name,
          "plan",
          "s.yaml");
    }
  }

  @Test
  void aSparkThatIsNotThereIsNamed() throws Exception {
    project.set("SPARK_HOME", null);
    for (String name : ClusterProject.SCRIPTS) {
      project.refused(
          "Cannot find Spark: SPARK_HOME must be set to the folder of a Spark 3.5.2 or newer, the one that"
              + " has bin/spark-submit.",
          name,
          "plan",
          "s.yaml");
    }
    project.set("SPARK_HOME", "/no spark");
    project.refused(
        "Cannot set SPARK_HOME to /no spark: must be the folder of a Spark 3.5.2 or newer, and has no"
            + " bin/spark-submit.",
        "yarn",
        "plan",
        "s.yaml");
  }

  @Test
  void aMasterThatDoesNotAnswerIsToldAtOnce() throws Exception {
    String place = "127.0.0.1:" + project.port();
    project.close();
    project.refused(
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
    project.refused(
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
    String masters = "spark://127.0.0.1:1,127.0.0.1:" + project.port();
    assertThat(project.started("standalone", "--master", masters, "plan", "s.yaml"))
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
    project.refused(message, name, arguments.split(" "));
  }

  @Test
  void whatIsMissingBesideSparkIsNamed() throws Exception {
    Files.delete(project.root().resolve("target/lstm-sweep-1.jar"));
    project.refused(
        "Cannot find the jar: build it with 'mvn package -Dmaven.test.skip=true' in "
            + project.root().toRealPath()
            + ", or set LSTM_SWEEP_JAR to it.",
        "yarn",
        "plan",
        "s.yaml");
    project.set("LSTM_SWEEP_JAR", "/no.jar");
    project.refused(
        "Cannot set LSTM_SWEEP_JAR to /no.jar: must be the jar of lstm-sweep, and there is no such"
            + " file.",
        "yarn",
        "plan",
        "s.yaml");
    project.set("LSTM_SWEEP_JAR", "local:///opt/lstm-sweep.jar");
    assertThat(project.started("yarn", "plan", "s.yaml")).contains("local:///opt/lstm-sweep.jar");
    project.set("HADOOP_CONF_DIR", null);
    project.refused(
        "Cannot find the YARN cluster: HADOOP_CONF_DIR must be set to the folder of its"
            + " yarn-site.xml and core-site.xml.",
        "yarn",
        "plan",
        "s.yaml");
    project.set("HADOOP_CONF_DIR", "/no conf");
    project.refused(
        "Cannot set HADOOP_CONF_DIR to /no conf: must be the folder of a cluster's yarn-site.xml,"
            + " and has none.",
        "yarn",
        "plan",
        "s.yaml");
    project.refused(
        "Cannot leave out the image: must be --conf spark.kubernetes.container.image=IMAGE of a"
            + " Spark 3.5.2 or newer with Java 17.",
        "kubernetes",
        "--master",
        "k8s://http://127.0.0.1:" + project.port(),
        "plan",
        "s.yaml");
  }

  @Test
  void helpIsTheCommentAtTheirHeads() throws Exception {
    for (String name : ClusterProject.SCRIPTS) {
      Shell shell = project.start(name, "--help");
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.out().get(0))
          .contains("submit/" + name + ".sh [OPTIONS OF SPARK-SUBMIT] VERB");
      assertThat(shell.out()).anyMatch(line -> line.startsWith("  SPARK_HOME"));
      assertThat(shell.out()).noneMatch(line -> line.startsWith("source"));
    }
  }
}
