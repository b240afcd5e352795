package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which jars a sweep takes to a cluster, and the place of its event log. */
@DisabledOnOs(OS.WINDOWS)
class ClusterJarsTest {
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
  void dl4jGoesAlongWithRescoringAlone() throws Exception {
    Path jar =
        Files.createFile(project.root().toRealPath().resolve("target/lstm-sweep-dl4j-1-linux.jar"));
    List<String> started = project.started("yarn", "verify", "hdfs:///out", "--rescore", "3");
    assertThat(started).containsSubsequence("--jars", jar.toString());
    assertThat(ClusterProject.jarOf(started)).hasFileName("lstm-sweep-1.jar");
    assertThat(project.started("yarn", "verify", "hdfs:///out", "--sample", "3"))
        .doesNotContain("--jars");
  }

  @Test
  void theEventLogIsKeptWhereItIsAskedFor() throws Exception {
    Path events = folder.resolve("events");
    project.set("LSTM_SWEEP_EVENTS", events.toString());
    assertThat(project.started("yarn", "plan", "s.yaml"))
        .contains("spark.eventLog.enabled=true")
        .contains("spark.eventLog.dir=file:" + events.toRealPath());
    project.set("LSTM_SWEEP_EVENTS", "hdfs://h/events");
    assertThat(project.started("yarn", "plan", "s.yaml"))
        .contains("spark.eventLog.dir=hdfs://h/events");
    project.set("LSTM_SWEEP_EVENTS", null);
    assertThat(project.started("yarn", "plan", "s.yaml"))
        .noneMatch(word -> word.startsWith("spark.eventLog.dir"));
  }

  @Test
  void aGpuTakesDl4jAlongOnlyWithItsEngine() throws Exception {
    Path jar =
        Files.createFile(project.root().toRealPath().resolve("target/lstm-sweep-dl4j-1-linux.jar"));
    List<String> documented =
        List.of(
            "--conf",
            "spark.executor.resource.gpu.amount=1",
            "--conf",
            "spark.task.resource.gpu.amount=1",
            "--conf",
            "spark.executor.resource.gpu.discoveryScript=submit/gpus.sh",
            "run",
            "s.yaml");
    assertThat(project.started("standalone", documented.toArray(String[]::new)))
        .containsSubsequence(documented)
        .doesNotContain("--jars");
    assertThat(project.started("yarn", "run", "s.yaml", "--engine", "gpu"))
        .doesNotContain("--jars");
    for (List<String> asked : List.of(List.of("--engine", "nd4j"), List.of("--engine=nd4j"))) {
      List<String> arguments = new ArrayList<>(documented);
      arguments.addAll(asked);
      assertThat(project.started("standalone", arguments.toArray(String[]::new)))
          .containsSubsequence("--jars", jar.toString());
    }
    project.defaults("spark.task.resource.gpu.amount\t1\n");
    assertThat(project.started("yarn", "run", "s.yaml")).doesNotContain("--jars");
  }

  @Test
  void jarsOfAPersonStay() throws Exception {
    Path jar =
        Files.createFile(project.root().toRealPath().resolve("target/lstm-sweep-dl4j-1-linux.jar"));
    for (List<String> theirs :
        List.of(List.of("--jars", "aws.jar"), List.of("--conf", "spark.jars=aws.jar"))) {
      List<String> arguments = new ArrayList<>(theirs);
      arguments.addAll(List.of("verify", "hdfs:///out", "--rescore", "3"));
      List<String> started = project.started("yarn", arguments.toArray(String[]::new));
      assertThat(started.get(started.lastIndexOf("--jars") + 1)).isEqualTo(jar + ",aws.jar");
    }
    project.defaults("# mine\nspark.jars = /opt/aws.jar\n");
    List<String> started = project.started("yarn", "verify", "hdfs:///out", "--rescore", "3");
    assertThat(started.get(started.lastIndexOf("--jars") + 1)).isEqualTo(jar + ",/opt/aws.jar");
  }

  @Test
  void theJarIsTheOneThatThePomNames() throws Exception {
    Files.delete(project.root().resolve("target/lstm-sweep-1.jar"));
    project.jar("lstm-sweep-0.9.jar");
    project.jar("lstm-sweep-1.0-SNAPSHOT.jar");
    Path old =
        Files.createFile(
            project.root().toRealPath().resolve("target/lstm-sweep-dl4j-0.9-linux.jar"));
    project.pom("1.0-SNAPSHOT");
    assertThat(ClusterProject.jarOf(project.started("yarn", "plan", "s.yaml")))
        .hasFileName("lstm-sweep-1.0-SNAPSHOT.jar");
    assertThat(project.started("yarn", "verify", "hdfs:///out", "--rescore"))
        .doesNotContain("--jars");
    project.pom("2");
    project.refused(
        "Cannot find the jar: build it with 'mvn package -Dmaven.test.skip=true' in "
            + project.root().toRealPath()
            + ", or set LSTM_SWEEP_JAR to it.",
        "yarn",
        "plan",
        "s.yaml");
    assertThat(old).exists();
  }

  @Test
  void ofTwoJarsOfDl4jNoneIsGuessed() throws Exception {
    for (String platform : List.of("linux-arm64", "linux-x86_64")) {
      Files.createFile(project.root().resolve("target/lstm-sweep-dl4j-1-" + platform + ".jar"));
    }
    project.refused(
        "Cannot choose between the jars of DL4J in "
            + project.root().toRealPath()
            + "/target: must be one. Set LSTM_SWEEP_DL4J_JAR to it.",
        "yarn",
        "verify",
        "hdfs:///out",
        "--rescore");
  }

  @Test
  void aRunningSweepKeepsItsJarWhenAnotherIsBuilt() throws Exception {
    Path first = ClusterProject.jarOf(project.started("yarn", "plan", "s.yaml"));
    assertThat(ClusterProject.jarOf(project.started("yarn", "plan", "s.yaml"))).isEqualTo(first);
    byte[] bytes = Files.readAllBytes(first);
    Path made = project.root().resolve("target/lstm-sweep-1.jar");
    Files.writeString(made, "PK " + ClusterProject.WHOLE + " the next one");
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().plusSeconds(5)));
    Path second = ClusterProject.jarOf(project.started("yarn", "plan", "s.yaml"));
    assertThat(second).isNotEqualTo(first).hasSameBinaryContentAs(made);
    assertThat(first).hasBinaryContent(bytes);
  }

  @Test
  void theJarOfAnArchiveIsTakenFromItsPlace() throws Exception {
    project.archive("lstm-sweep-3.jar");
    Path jar = project.root().toRealPath().resolve("lib/lstm-sweep-3.jar");
    for (String name : ClusterProject.SCRIPTS) {
      assertThat(ClusterProject.jarOf(project.started(name, "plan", "s.yaml"))).isEqualTo(jar);
    }
    List<String> elsewhere =
        project.started(
            "standalone", "--deploy-mode", "cluster", "run", "s.yaml", "--out", "hdfs://h/out");
    assertThat(ClusterProject.jarOf(elsewhere)).isEqualTo(jar);
    assertThat(project.started("yarn", "verify", "hdfs:///out", "--rescore", "3"))
        .doesNotContain("--jars");
    assertThat(project.root().resolve("target")).doesNotExist();
  }

  @Test
  void aJarThatMavenIsStillWritingIsRefused() throws Exception {
    Path made = project.root().toRealPath().resolve("target/lstm-sweep-1.jar");
    Files.writeString(made, "PK");
    project.refused(
        "Cannot use "
            + made
            + ": must be a jar that mvn package has finished. Build it again, or wait for the build"
            + " that is at work.",
        "yarn",
        "plan",
        "s.yaml");
  }

  @ParameterizedTest
  @CsvSource({"my events,my%20events", "50% # more,50%25%20%23%20more", "Tü,T%C3%BC"})
  void theEventLogsFolderMayHaveAnyName(String name, String encoded) throws Exception {
    Path events = folder.resolve(name);
    project.set("LSTM_SWEEP_EVENTS", events.toString());
    assertThat(project.started("yarn", "plan", "s.yaml"))
        .contains("spark.eventLog.dir=file:" + folder.toRealPath() + "/" + encoded);
    assertThat(events).isDirectory();
  }
}
