package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which files the cluster scripts send along with {@code --deploy-mode cluster}. */
@DisabledOnOs(OS.WINDOWS)
class DeployModeTest {
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
  void theSpecificationAndALocalCorpusTravelAlong() throws Exception {
    Path text = Files.writeString(folder.resolve("a text.txt"), "text");
    Path spec = Files.writeString(folder.resolve("s.yaml"), "corpus: '" + text + "' # mine\n");
    List<String> started =
        project.started(
            "yarn", "--deploy-mode", "cluster", "run", spec.toString(), "--out", "hdfs:///out");
    assertThat(started)
        .containsSubsequence("--files", spec + "," + text)
        .contains("spark.lstmsweep.files=.")
        .endsWith("run", "s.yaml", "--out", "hdfs:///out");
  }

  @Test
  void aTextThatAnOptionNamesTravelsInThePlaceOfTheSpecifications() throws Exception {
    Path own = Files.writeString(folder.resolve("own.txt"), "text");
    Path text = Files.writeString(folder.resolve("a text.txt"), "text");
    Path spec = Files.writeString(folder.resolve("s.yaml"), "corpus: '" + own + "'\n");
    for (List<String> option :
        List.of(List.of("--corpus", text.toString()), List.of("--corpus=" + text))) {
      List<String> words = new ArrayList<>(List.of("--deploy-mode", "cluster", "run"));
      words.addAll(option);
      words.addAll(List.of(spec.toString(), "--out", "hdfs:///out"));
      assertThat(project.started("yarn", words.toArray(String[]::new)))
          .containsSubsequence("--files", spec + "," + text)
          .endsWith("run", "s.yaml", "--out", "hdfs:///out", "--corpus", "a text.txt");
    }
    assertThat(
            project.started(
                "yarn",
                "--deploy-mode",
                "cluster",
                "verify",
                "hdfs:///out",
                "--corpus",
                "https://host/text"))
        .doesNotContain("--files")
        .endsWith("verify", "hdfs:///out", "--corpus", "https://host/text");
  }

  @Test
  void soDoesTheTimeMachine() throws Exception {
    Path text = Files.writeString(folder.resolve("timemachine.txt"), "text");
    Path spec = Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    project.set("LSTM_SWEEP_CORPORA", folder.toString());
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
    assertThat(project.started("yarn", set))
        .containsSubsequence("--files", spec + "," + text)
        .endsWith("--out", "hdfs:///out", "--corpus-dir", ".");
    set[5] = "num_epochs=2";
    assertThat(project.started("yarn", set))
        .containsSubsequence("--files", spec.toString(), "--deploy-mode");
  }

  @Test
  void onAStandaloneClusterTheyAreNamedByTheirPathsOnTheSharedDisk() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: timemachine\n");
    Files.writeString(folder.resolve("timemachine.txt"), "text");
    project.set("LSTM_SWEEP_CORPORA", folder.toString());
    assertThat(
            project.started(
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
    assertThat(project.started("kubernetes", "run", "s.yaml", "--out", "s3a://b/out"))
        .containsSubsequence("--files", "s.yaml")
        .containsSubsequence("--deploy-mode", "cluster");
    assertThat(project.started("kubernetes", "--deploy-mode", "client", "run", "s.yaml"))
        .doesNotContain("--files")
        .containsSubsequence("--deploy-mode", "client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "corpus: my text.txt",
        "corpus:   'my text.txt'   # mine",
        "corpus: \"my text.txt\" # mine",
        "corpus: my text.txt # mine"
      })
  void soDoesACorpusThatLiesBesideTheSpecification(String line) throws Exception {
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("elsewhere/s.yaml"), "name: x\n" + line + "\n");
    Files.writeString(folder.resolve("elsewhere/my text.txt"), "text");
    assertThat(onTheCluster("yarn", "run", "elsewhere/s.yaml", "--out", "hdfs:///out"))
        .containsSubsequence("--files", "elsewhere/s.yaml,elsewhere/my text.txt")
        .contains("spark.lstmsweep.files=.");
    assertThat(onTheCluster("standalone", "run", "elsewhere/s.yaml", "--out", "hdfs:///out"))
        .doesNotContain("--files")
        .contains("spark.lstmsweep.files=" + folder.toRealPath().resolve("elsewhere"))
        .endsWith("run", folder.toRealPath() + "/elsewhere/s.yaml", "--out", "hdfs:///out");
  }

  @Test
  void aCorpusInTheWorkingDirectoryGoesBeforeOneBesideTheSpecification() throws Exception {
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("elsewhere/s.yaml"), "corpus: text.txt\n");
    Files.writeString(folder.resolve("elsewhere/text.txt"), "text");
    Files.writeString(folder.resolve("text.txt"), "text");
    assertThat(onTheCluster("yarn", "run", "elsewhere/s.yaml", "--out", "hdfs:///out"))
        .containsSubsequence("--files", "elsewhere/s.yaml,text.txt");
  }

  @Test
  void theFolderOfTheTimeMachineMayBeNamedWithAnEqualsSign() throws Exception {
    Files.createDirectories(folder.resolve("texts"));
    Files.writeString(folder.resolve("texts/timemachine.txt"), "text");
    Files.writeString(folder.resolve("s.yaml"), "corpus: timemachine\n");
    for (List<String> words :
        List.of(List.of("--corpus-dir=texts"), List.of("--corpus-dir", "texts"))) {
      List<String> arguments = new ArrayList<>(List.of("run", "s.yaml", "--out=hdfs:///out"));
      arguments.addAll(words);
      assertThat(onTheCluster("yarn", arguments.toArray(String[]::new)))
          .containsSubsequence("--files", "s.yaml,texts/timemachine.txt")
          .endsWith("run", "s.yaml", "--out=hdfs:///out", "--corpus-dir", ".");
      assertThat(onTheCluster("standalone", arguments.toArray(String[]::new)))
          .endsWith("--corpus-dir", folder.toRealPath() + "/texts");
    }
  }

  @Test
  void aFolderThatIsNotNamedIsTheSweepsToMiss() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    assertThat(onTheCluster("yarn", "run", "s.yaml", "--out", "hdfs:///out", "--corpus-dir"))
        .endsWith("--out", "hdfs:///out", "--corpus-dir");
  }

  @Test
  void theTimeMachineIsSentOnce() throws Exception {
    Files.writeString(folder.resolve("timemachine.txt"), "text");
    Files.writeString(folder.resolve("s.yaml"), "corpus: timemachine\n");
    project.set("LSTM_SWEEP_CORPORA", folder.toString());
    List<String> started =
        onTheCluster("yarn", "run", "s.yaml", "--out", "hdfs:///out", "--corpus-dir", ".");
    assertThat(started.get(started.indexOf("--files") + 1)).isEqualTo("s.yaml,./timemachine.txt");
    assertThat(started).endsWith("--out", "hdfs:///out", "--corpus-dir", ".");
  }

  @Test
  void onlyTheSpecificationIsSentOfWhatHappensToBeAFilesName() throws Exception {
    for (String name : List.of("s.yaml", "cpu", "crashed", "run", "best", "harbour")) {
      Files.writeString(folder.resolve(name), "corpus: harbour\n");
    }
    List<String> started =
        onTheCluster(
            "yarn", "run", "--engine", "cpu", "--retry", "crashed", "s.yaml", "--out", "hdfs:///o");
    assertThat(started.get(started.indexOf("--files") + 1)).isEqualTo("s.yaml");
    assertThat(onTheCluster("yarn", "generate", "hdfs:///out", "--trial", "best"))
        .doesNotContain("--files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b.yaml", "a#b.yaml", "a*.yaml", "a:b.yaml", "a[1].yaml", "a?.yaml"})
  void aNameThatSparkSubmitWouldCutIsRefused(String name) throws Exception {
    Files.writeString(folder.resolve(name), "corpus: harbour\n");
    refusedOnTheCluster(
        "Cannot send "
            + name
            + " along: must have a name without , # : * ? [ ] { } \\, which spark-submit reads"
            + " as more than a name. Rename it.",
        name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b.txt", "a#b.txt"})
  void soIsThatOfACorpus(String name) throws Exception {
    Files.writeString(folder.resolve(name), "text");
    Files.writeString(folder.resolve("s.yaml"), "corpus: \"" + name + "\" # mine\n");
    refusedOnTheCluster(
        "Cannot send "
            + name
            + " along: must have a name without , # : * ? [ ] { } \\, which spark-submit reads"
            + " as more than a name. Rename it.",
        "s.yaml");
  }

  @Test
  void aSpecificationAndACorpusOfOneLastNameAreRefused() throws Exception {
    Files.createDirectories(folder.resolve("texts"));
    Files.writeString(folder.resolve("texts/mine.yaml"), "text");
    Files.writeString(folder.resolve("mine.yaml"), "corpus: texts/mine.yaml\n");
    refusedOnTheCluster(
        "Cannot send mine.yaml and texts/mine.yaml along: must have two last names, since both"
            + " come to lie in one folder. Rename one.",
        "mine.yaml");
    assertThat(onTheCluster("standalone", "run", "mine.yaml", "--out", "hdfs:///out"))
        .endsWith("run", folder.toRealPath() + "/mine.yaml", "--out", "hdfs:///out");
  }

  @Test
  void filesOfAPersonAreSentToo() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    for (List<String> theirs :
        List.of(
            List.of("--files", "log4j2.properties"),
            List.of("--conf", "spark.files=log4j2.properties"))) {
      List<String> arguments = new ArrayList<>(theirs);
      arguments.addAll(List.of("run", "s.yaml", "--out", "hdfs:///out"));
      List<String> started = onTheCluster("yarn", arguments.toArray(String[]::new));
      assertThat(started.get(started.lastIndexOf("--files") + 1))
          .isEqualTo("s.yaml,log4j2.properties");
    }
  }

  @Test
  void theDeployModeMayBeAPropertyToo() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    assertThat(
            project.started(
                "yarn",
                "--conf",
                "spark.submit.deployMode=cluster",
                "run",
                "s.yaml",
                "--out",
                "hdfs:///out"))
        .containsSubsequence("--files", "s.yaml");
    project.defaults("spark.submit.deployMode  cluster\n");
    assertThat(project.started("yarn", "run", "s.yaml", "--out", "hdfs:///out"))
        .containsSubsequence("--files", "s.yaml");
    assertThat(project.started("yarn", "--deploy-mode", "client", "run", "s.yaml"))
        .doesNotContain("--files");
  }

  @Test
  void theJarOfADriverElsewhereStaysForItsTime() throws Exception {
    Files.writeString(folder.resolve("s.yaml"), "corpus: harbour\n");
    String[] run = {"run", "s.yaml", "--out", "hdfs:///out"};
    Path brought = ClusterProject.jarOf(onTheCluster("yarn", run));
    assertThat(brought.resolveSibling("elsewhere,0,")).doesNotExist();
    Path read = ClusterProject.jarOf(onTheCluster("standalone", run));
    assertThat(read.resolveSibling("elsewhere,0,")).exists();
  }

  private List<String> onTheCluster(String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--deploy-mode", "cluster"));
    all.addAll(List.of(arguments));
    return project.started(name, all.toArray(String[]::new));
  }

  private void refusedOnTheCluster(String message, String specification) throws Exception {
    project.refused(
        message, "yarn", "--deploy-mode", "cluster", "run", specification, "--out", "hdfs:///out");
  }
}
