package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.LocalProject.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code submit/local.sh} in a project that must be built first. Its Maven runs for one
 * second. Like the real Maven it first writes an incomplete jar and then a complete one.
 */
@DisabledOnOs(OS.WINDOWS)
class FirstStartTest {
  private static final Duration SOON = Duration.ofSeconds(150);

  /** Prints the path and the content of its jar. */
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "${*##* }" = -version ]; then
        echo 'openjdk version "17.0.1" 2021-10-19' >&2
        exit
      fi
      # Before the first line, since a test removes the file when it has read that.
      end=true
      [ ! -e '%1$s/stay' ] || end='sleep 600'
      while [ "$1" != -cp ]; do shift; done
      echo "${2%%%%:*}"
      cat "${2%%%%:*}"
      exec $end
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir '%1$s/busy' || { echo 'two builds at once' >>'%1$s/log'; exit 1; }
      echo began >>'%1$s/log'
      mkdir -p target
      printf 'PK' >'%2$s'
      [ ! -e '%1$s/fail' ] || { rmdir '%1$s/busy'; exit 1; }
      sleep 1
      while [ -e '%1$s/hang' ]; do sleep 0.1; done
      printf '%3$s %%s\\n' "$(wc -l <'%1$s/log')" >'%2$s'
      printf '%1$s/log' >target/class-path.txt
      echo built >>'%1$s/log'
      rmdir '%1$s/busy'
      """;

  @TempDir Path folder;
  private LocalProject project;
  private final List<Started> starts = new ArrayList<>();

  @BeforeEach
  void copyTheProject() throws IOException {
    project = new LocalProject(folder);
    project.set("JAVA_HOME", project.java("a jdk", JAVA.formatted(folder)).toString());
    project.program("mvn", MAVEN.formatted(folder, project.made(), ClusterProject.WHOLE));
  }

  @AfterEach
  void endAll() throws Exception {
    Files.deleteIfExists(folder.resolve("hang"));
    for (Started start : starts) {
      start.process().descendants().forEach(ProcessHandle::destroyForcibly);
      start.process().destroyForcibly().waitFor();
    }
  }

  @Test
  void ofFiveFirstStartsOneBuildsAndAllRun() throws Exception {
    for (int i = 0; i < 5; i++) {
      begin();
    }
    for (Started start : starts) {
      assertRuns(start);
    }
    assertThat(log()).containsExactly("began", "built");
    assertThat(turns()).isEmpty();
  }

  @Test
  void aStartDuringABuildSaysThatItWaits() throws Exception {
    hang();
    Started first = begin();
    await("began");
    Started second = begin();
    awaitText(second.err(), "has begun");
    String told = Files.readString(second.err());
    // Both the script and its child program hold the turn, so the message may name either.
    assertThat(
            Stream.concat(Stream.of(first.process().toHandle()), first.process().descendants())
                .map(process -> "waiting for the build that process " + process.pid() + " on "))
        .anyMatch(told::contains);
    goOn();
    assertRuns(first);
    assertRuns(second);
    assertThat(log()).containsExactly("began", "built");
  }

  @Test
  void aBuilderThatWasKilledHoldsNobodyUp() throws Exception {
    hang();
    Started first = begin();
    await("began");
    first.process().descendants().forEach(ProcessHandle::destroyForcibly);
    first.process().destroyForcibly().waitFor();
    Files.delete(folder.resolve("busy"));
    goOn();
    assertRuns(begin());
    assertThat(log()).containsExactly("began", "began", "built");
  }

  @Test
  void aBuildGoesOnWhoseScriptWasKilled() throws Exception {
    hang();
    Started first = begin();
    await("began");
    first.process().destroyForcibly().waitFor();
    Started second = begin();
    awaitText(second.err(), "waiting");
    goOn();
    assertRuns(second);
    assertThat(log()).containsExactly("began", "built");
  }

  @Test
  void aNumberThatCameAgainIsNotTheProcessThatHadIt() throws Exception {
    String self = host() + "," + ProcessHandle.current().pid();
    Files.createFile(turn().resolve(self + ",1"));
    assertRuns(begin());
    assertThat(log()).containsExactly("began", "built");
  }

  @Test
  void aTurnThatNobodyHasIsFree() throws Exception {
    Files.writeString(turn().resolve("beat"), "long ago");
    assertRuns(begin());
    assertThat(turns()).isEmpty();
  }

  @Test
  @Tag("soak")
  void aBuilderOnAnotherMachineIsWaitedForAsLongAsItGivesASign() throws Exception {
    Path turn = turn();
    Files.createFile(turn.resolve("another,1,1"));
    Started start = begin();
    awaitText(start.err(), "waiting");
    assertThat(start.err()).content().contains("process 1 on another");
    for (int i = 0; i < 80; i++) {
      Files.writeString(turn.resolve("beat"), "" + i);
      TimeUnit.SECONDS.sleep(1);
      assertThat(start.process().isAlive()).isTrue();
    }
    assertThat(log()).isEmpty();
    assertRuns(start);
    assertThat(log()).containsExactly("began", "built");
  }

  @Test
  void afterABuildThatFailsTheNextStartBuilds() throws Exception {
    Files.createFile(folder.resolve("fail"));
    Shell failed = begin().end();
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.err())
        .last()
        .asString()
        .startsWith("lstm-sweep: Cannot build: Maven's message is above.");
    assertThat(turns()).isEmpty();
    Files.delete(folder.resolve("fail"));
    assertRuns(begin());
  }

  @Test
  void whatMavenBuiltByItselfIsTakenAsItIs() throws Exception {
    project.built();
    assertRuns(begin());
    assertThat(log()).isEmpty();
  }

  @Test
  void aSweepThatRunsKeepsItsJarWhileTheNextIsBuilt() throws Exception {
    Files.createFile(folder.resolve("stay"));
    Started first = begin();
    awaitText(first.out(), ClusterProject.WHOLE);
    List<String> before = Files.readAllLines(first.out());
    Path jar = Path.of(before.get(0));
    changeASource();
    outdate(jar.getParent());
    Files.delete(folder.resolve("stay"));
    Started second = begin();
    assertRuns(second);
    assertThat(log()).containsExactly("began", "built", "began", "built");
    assertThat(Files.readAllLines(second.out()).get(0)).isNotEqualTo(jar.toString());
    assertThat(jar).content().isEqualTo(before.get(1) + "\n");

    first.process().destroyForcibly().waitFor();
    changeASource();
    outdate(jar.getParent());
    assertRuns(begin());
    assertThat(jar.getParent()).doesNotExist();
    assertThat(Path.of(Files.readAllLines(second.out()).get(0))).exists();
  }

  /** The mark of a process elsewhere counts for a month, but this process is known to run. */
  @Test
  void aSweepOfMoreThanAMonthKeepsItsJar() throws Exception {
    Files.createFile(folder.resolve("stay"));
    Started first = begin();
    awaitText(first.out(), ClusterProject.WHOLE);
    Path jar = Path.of(Files.readAllLines(first.out()).get(0));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
    Path elsewhere = Files.createFile(jar.resolveSibling("elsewhere,0,"));
    try (var marks = Files.list(jar.getParent())) {
      for (Path mark : marks.toList()) {
        Files.setLastModifiedTime(mark, old);
      }
    }
    Files.delete(folder.resolve("stay"));
    // Removing a mark changes the folder, and a changed folder stays for another hour.
    for (int i = 0; i < 2; i++) {
      changeASource();
      outdate(jar.getParent());
      assertRuns(begin());
    }
    assertThat(elsewhere).doesNotExist();
    assertThat(jar).exists();
  }

  @Test
  void aSourceThatChangesDuringTheBuildIsBuiltNext() throws Exception {
    hang();
    Started first = begin();
    await("began");
    changeASource();
    goOn();
    assertRuns(first);
    assertRuns(begin());
    assertThat(log()).containsExactly("began", "built", "began", "built");
    assertRuns(begin());
    assertThat(log()).hasSize(4);
  }

  @Test
  void whatIsMissingOfABuildIsBuilt() throws Exception {
    project.built();
    Files.delete(project.root().resolve("target/class-path.txt"));
    assertRuns(begin());
    assertThat(log()).containsExactly("began", "built");
  }

  @Test
  void aJarThatIsNotWholeIsBuiltAgain() throws Exception {
    Files.writeString(project.built().made(), "PK");
    assertRuns(begin());
    assertThat(log()).containsExactly("began", "built");
  }

  private Started begin() throws IOException {
    Started start = project.begin();
    starts.add(start);
    return start;
  }

  private static void assertRuns(Started start) throws Exception {
    assertThat(start.process().waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Shell shell = start.end();
    assertThat(shell.exitCode()).as("%s", shell.err()).isZero();
    assertThat(shell.out().get(1)).contains(ClusterProject.WHOLE);
    assertThat(Path.of(shell.out().get(0))).exists();
  }

  private void hang() throws IOException {
    Files.createFile(folder.resolve("hang"));
  }

  private void goOn() throws IOException {
    Files.delete(folder.resolve("hang"));
  }

  private void changeASource() throws Exception {
    TimeUnit.MILLISECONDS.sleep(20);
    Files.writeString(project.root().resolve("src/main/A.java"), "class A {}");
  }

  /** Makes a build look as if it had started two hours ago. */
  private static void outdate(Path build) throws IOException {
    Files.setLastModifiedTime(build, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
  }

  private Path turn() throws IOException {
    return Files.createDirectories(project.root().resolve("target/builds/turn"));
  }

  private List<String> turns() throws IOException {
    Path turn = project.root().resolve("target/builds/turn");
    return Files.exists(turn) ? List.of(turn.toString()) : List.of();
  }

  private static String host() throws Exception {
    Process uname = new ProcessBuilder("uname", "-n").start();
    return new String(
            uname.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .strip()
        .replaceAll("[^A-Za-z0-9.]", "-");
  }

  private List<String> log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private void await(String line) throws Exception {
    awaitText(folder.resolve("log"), line);
  }

  private static void awaitText(Path file, String text) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as("%s has %s", file, text).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
