package io.github.lstmsweep.result.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
  private static final TrialId ID = Results.trial(1).id();
  private static final Claimant SELF = Claimant.ofThisProcess("run-1", true);
  private static final Claimant OTHER_RUN = Claimant.ofThisProcess("run-2", true);

  /** Seconds for which no machine runs. */
  private static final long LONG_BEFORE_THE_START = Duration.ofDays(10_000).toSeconds();

  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void table() {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
  }

  @Test
  void aTrialRunsFromItsClaimToItsEnd() throws IOException {
    Instant before = Instant.now().minusMillis(1);
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(table.claims().running())
        .singleElement()
        .satisfies(
            running -> {
              assertThat(running.id()).isEqualTo(ID);
              assertThat(running.pid()).isEqualTo(ProcessHandle.current().pid());
              assertThat(running.host()).isEqualTo(Claimant.thisHost());
              assertThat(running.since().orElseThrow()).isBetween(before, Instant.now());
            });
    claim.work().close();
    assertThat(table.claims().running()).isEmpty();
  }

  @Test
  void aWaitingTrialRunsOnceItBegins() throws IOException {
    Claim claim = table.claims().claimAhead(ID, SELF);
    assertThat(table.claims().running()).isEmpty();
    claim.work().begin();
    assertThat(table.claims().running()).hasSize(1);
    claim.work().close();
  }

  @Test
  void aProcessOfAnotherMachineRunsWhileItGivesSigns() throws IOException {
    Path marker = folder.resolve("_attempts/" + ID + "/started-1");
    Files.createDirectories(marker.getParent());
    String text =
        "run: r\ndriver here: true\nhost: elsewhere\nboot: b\nnamespace: n\npid: 7\nstarted: 1\n";
    Files.writeString(marker, text);
    assertThat(table.claims().running())
        .containsExactly(new RunningTrial(ID, "elsewhere", 7, Optional.empty()));
    Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minusSeconds(100)));
    assertThat(table.claims().running()).isEmpty();
  }

  @Test
  void aTrialIsOursUntilItIsGivenUpAndNothingStays() throws IOException {
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).isEmpty();
    assertThat(markers()).hasSize(1);
    assertThat(table.claims().markers()).isEqualTo(Map.of(ID, 1));
    claim.work().close();
    claim.work().close();
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
    assertThat(table.claims().markers()).isEmpty();
  }

  @Test
  void aTrialWithItsRowIsFinished() throws IOException {
    table.publish(Results.ok(1));
    assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.FINISHED);
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void publishingTakesTheMarkerAway() throws IOException {
    Claim claim = table.claims().claim(ID, SELF);
    table.publish(Results.ok(1));
    claim.work().close();
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void whileAnotherDriversProcessLivesTheTrialIsTaken() throws IOException {
    Claim first = table.claims().claim(ID, OTHER_RUN);
    Claim second = table.claims().claim(ID, SELF);
    assertThat(first.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(second.verdict()).isEqualTo(Claim.Verdict.TAKEN);
    assertThat(markers()).as("the second left none").hasSize(1);
    first.work().close();
    assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.OURS);
  }

  @Test
  void aProcessOfAnotherMachineLivesAsLongAsItsMarkerIsWritten() throws IOException {
    Path marker = marker(claimant("run-2", true, "elsewhere", "boot", 1));
    assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.TAKEN);
    age(marker, Judge.SILENCE.toSeconds() + 5);
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).extracting(Claimant::host).containsExactly("elsewhere");
  }

  @Test
  void aProcessOfThisMachineThatIsGoneHasDiedAtOnce() throws IOException {
    marker(claimant("run-2", true, SELF.host(), SELF.boot(), Long.MAX_VALUE));
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).hasSize(1);
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsGoneToo() throws IOException {
    marker(
        new Claimant(
            "run-2", true, SELF.host(), SELF.boot(), SELF.namespace(), SELF.pid(), 12_345, 67));
    assertThat(table.claims().claim(ID, SELF).deaths()).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatStandsStillLosesItsTrialButHasNotDied() throws Exception {
    Process frozen = new ProcessBuilder("sleep", "60").start();
    try {
      Path marker = marker(ofProcess("run-2", true, frozen));
      age(marker, Judge.SILENCE.toSeconds() + 5);
      Path executor = marker(ofProcess("run-3", false, frozen));
      age(executor, Judge.SILENCE.toSeconds() + 5);
      Claim claim = table.claims().claim(ID, SELF);
      assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
      assertThat(claim.deaths()).isEmpty();
      assertThat(marker).as("it may yet die of the trial").exists();
      assertThat(executor).exists();
      claim.work().close();

      frozen.destroyForcibly().waitFor();
      claim = table.claims().claim(ID, SELF);
      assertThat(claim.deaths()).as("only the one that was its own driver").hasSize(1);
      assertThat(marker).exists();
      assertThat(executor).doesNotExist();
    } finally {
      frozen.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aClockThatWasSetMakesNoProcessOfThisMachineDie() throws Exception {
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      Claimant seen = ofProcess("run-2", true, living);
      Path marker = marker(startedAt(seen, seen.started() - 3_600_000, seen.startTicks()));
      assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.TAKEN);
      age(marker, Judge.SILENCE.toSeconds() + 5);
      assertThat(table.claims().claim(ID, SELF).deaths()).isEmpty();
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theMarkerOfAnOlderVersionHasNoStartTicks() throws Exception {
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      Claimant seen = ofProcess("run-2", true, living);
      Path marker = marker(startedAt(seen, seen.started(), 0));
      assertThat(Files.readString(marker)).doesNotContain("ticks");
      assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.TAKEN);
      age(marker, Judge.SILENCE.toSeconds() + 5);
      assertThat(table.claims().claim(ID, SELF).deaths()).as("it runs").isEmpty();

      Files.delete(marker);
      marker = marker(startedAt(seen, seen.started() - 3_600_000, 0));
      assertThat(table.claims().claim(ID, SELF).verdict())
          .as("the clock was set, or its number belongs to a different process")
          .isEqualTo(Claim.Verdict.TAKEN);
      age(marker, Judge.SILENCE.toSeconds() + 5);
      assertThat(table.claims().claim(ID, SELF).deaths()).hasSize(1);
      living.destroyForcibly().waitFor();
      age(marker, 0);
      assertThat(table.claims().claim(ID, SELF).deaths()).as("at once").hasSize(1);
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void anExecutorOfTheSameRunWasLost() throws IOException {
    marker(claimant("run-1", false, "elsewhere", "boot", 1));
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).hasSize(1);
  }

  @Test
  void anExecutorOfTheSameRunThatLivesYetDidNotDie() throws Exception {
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      marker(ofProcess(SELF.run(), false, living));
      Claim claim = table.claims().claim(ID, SELF);
      assertThat(claim.verdict()).as("speculation: both may").isEqualTo(Claim.Verdict.OURS);
      assertThat(claim.deaths()).isEmpty();
      claim.work().close();
      living.destroyForcibly().waitFor();
      assertThat(table.claims().claim(ID, SELF).deaths()).as("now it is dead").hasSize(1);
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void aDeathIsNoTrialsMakingOnceAllThatItsProcessHadAreTrained() throws IOException {
    Claimant died = claimant("run-1", false, "elsewhere", "boot", 1);
    TrialId other = Results.trial(2).id();
    marker(died);
    Path second = Files.createDirectories(folder.resolve("_attempts/" + other));
    Files.writeString(second.resolve("started-elsewhere"), died.text());

    table.publish(Results.ok(1));
    table.claims().acquit(List.of(died));
    assertThat(table.claims().claim(other, SELF).deaths()).containsExactly(died);
    assertThat(table.claims().claim(other, SELF).outside())
        .as("the second may be to blame")
        .isZero();

    table.publish(Results.ok(2));
    table.claims().acquit(List.of(died));
    table.claims().acquit(List.of(died));
    Files.createDirectories(folder.resolve("_attempts/" + Results.trial(3).id()));
    Files.writeString(
        folder.resolve("_attempts/" + Results.trial(3).id() + "/started-elsewhere"),
        claimant("run-1", false, "elsewhere", "boot", 2).text());
    Claim third = table.claims().claim(Results.trial(3).id(), SELF);
    assertThat(third.deaths()).hasSize(1);
    assertThat(third.outside()).as("one process, however often it is told").isEqualTo(1);
  }

  @Test
  void aTrialThatIsClaimedBeforeItsTurnIsTakenAndItsProcessDiesOfAnother() throws IOException {
    Claim ahead = table.claims().claimAhead(ID, OTHER_RUN);
    assertThat(ahead.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(table.claims().claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.TAKEN);

    String waiting = Files.readString(markers().get(0));
    ahead.work().begin();
    String working = Files.readString(markers().get(0));
    ahead.work().close();
    assertThat(markers()).isEmpty();

    dies(waiting);
    assertThat(table.claims().claimAhead(ID, SELF).verdict())
        .as("its process may have died of it before that was written")
        .isEqualTo(Claim.Verdict.TAKEN);
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).as("before its turn").isEmpty();
    claim.work().close();
    dies(working);
    assertThat(table.claims().claim(ID, SELF).deaths()).as("after it was begun").hasSize(1);
  }

  @Test
  void anExecutorOfTheSameRunThatIsLostBeforeATrialsTurnIsNoDeathOfIt() throws IOException {
    Claimant died = claimant("run-1", false, "elsewhere", "boot", 1);
    Files.writeString(marker(died), died.text() + "waiting: yes\n");
    assertThat(table.claims().claim(ID, SELF).deaths()).isEmpty();
    table.publish(Results.ok(2));
    table.claims().acquit(List.of(died));
    Files.writeString(markerPath(), claimant("run-1", false, "elsewhere", "boot", 2).text());
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.outside()).as("a trial that it had not begun is no suspect").isEqualTo(1);
  }

  /** Leaves the marker of a dead process, which was of this machine and a different run. */
  private void dies(String marker) throws IOException {
    Files.writeString(markerPath(), marker.replaceAll("(?m)^pid: .*$", "pid: " + Long.MAX_VALUE));
  }

  @Test
  void aSecondTryInTheSameProcessIsNoDeath() throws IOException {
    Claim first = table.claims().claim(ID, SELF);
    Claim second = table.claims().claim(ID, SELF);
    assertThat(second.verdict()).as("speculation: both may").isEqualTo(Claim.Verdict.OURS);
    assertThat(second.deaths()).isEmpty();
    first.work().close();
    second.work().close();
  }

  /** macOS has no /proc, so nothing is known of its process namespaces. */
  @Test
  void aSecondTryInTheSameProcessIsNoDeathWhereProcessesHaveNoNamespace() throws IOException {
    Claimant first = new Claimant("run-1", false, "mac", "", "", 12, 34, 0);
    Path own = marker(first);
    Claim again = table.claims().claim(ID, first);
    assertThat(again.deaths()).isEmpty();
    again.work().close();
    Files.delete(own);
    Claimant unknown = new Claimant("run-1", false, "mac", "", "", 12, 0, 0);
    marker(unknown);
    assertThat(table.claims().claim(ID, unknown).deaths())
        .as("a process of which nothing is known may be another one")
        .containsExactly(unknown);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void neitherAMachineThatRestartedNorADriverThatEndedIsTheTrialsFault() throws IOException {
    age(marker(claimant("run-2", true, SELF.host(), "an earlier boot", 1)), LONG_BEFORE_THE_START);
    age(marker(claimant("run-1", false, SELF.host(), "an earlier boot", 1)), LONG_BEFORE_THE_START);
    age(marker(claimant("run-3", false, "elsewhere", "boot", 1)), 100);
    age(Files.writeString(markerPath(), "half a mark"), 100);
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).isEmpty();
    assertThat(markers()).as("those that tell nothing are gone").hasSize(1);
  }

  @Test
  void twoMachinesOfOneNameLeaveEachOthersTrialsAlone() throws IOException {
    Claimant one = claimant("run-1", true, "trainer", "boot-1", 11);
    Claimant two = claimant("run-2", true, "trainer", "boot-2", 12);
    Claim first = table.claims().claim(ID, one);
    Path marker = markers().get(0);
    assertThat(table.claims().claim(ID, two).verdict())
        .as("the marker is fresh, so no machine was started again")
        .isEqualTo(Claim.Verdict.TAKEN);
    assertThat(markers()).as("the second left none").containsExactly(marker);
    first.work().close();
  }

  @Test
  void ofTwoThatAskAtTheSameTimeTheFirstHasIt() throws IOException {
    Path theirs = marker(claimant("run-2", true, "elsewhere", "boot", 1));
    age(theirs, -5);
    assertThat(table.claims().claim(ID, SELF).verdict())
        .as("theirs is later, so they will see ours")
        .isEqualTo(Claim.Verdict.OURS);
    Files.writeString(theirs, Files.readString(theirs) + "working: yes\n");
    age(theirs, -5);
    assertThat(table.claims().claim(ID, SELF).verdict())
        .as("theirs was written anew")
        .isEqualTo(Claim.Verdict.TAKEN);
  }

  @Test
  void aMarkerThatIsTakenAwayWhileItIsReadIsNobodys() throws IOException {
    Path theirs = marker(claimant("run-2", true, "elsewhere", "boot", 1));
    Disk vanishing =
        new Disk() {
          @Override
          public byte[] read(Path file, int mostBytes) throws IOException {
            Files.deleteIfExists(file);
            return super.read(file, mostBytes);
          }
        };
    Claim claim = new Claims(new LocalStorage(folder, vanishing)).claim(ID, SELF);
    assertThat(theirs).doesNotExist();
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).isEmpty();
  }

  @Test
  void aMarkerThatIsBeingRewrittenIsReadUntilItIsWhole() throws IOException {
    Path theirs = marker(claimant("run-2", true, "elsewhere", "boot", 1));
    Files.writeString(theirs, Files.readString(theirs) + "working: yes\n");
    AtomicInteger looks = new AtomicInteger();
    Disk slow =
        new Disk() {
          @Override
          public byte[] read(Path file, int mostBytes) throws IOException {
            byte[] all = super.read(file, mostBytes);
            return looks.incrementAndGet() < 5 ? Arrays.copyOf(all, 20) : all;
          }
        };
    assertThat(new Claims(new LocalStorage(folder, slow)).claim(ID, SELF).verdict())
        .isEqualTo(Claim.Verdict.TAKEN);
    assertThat(looks).hasValue(5);
  }

  @Test
  void halfAMarkerThatStaysIsOfAProcessThatDiedOrFrozeWhileItWroteIt() throws IOException {
    Path theirs = Files.writeString(markerPath(), "half a mark");
    Claim claim = table.claims().claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(claim.deaths()).isEmpty();
    assertThat(theirs).exists();
  }

  @Test
  void whoseMarkerIsGoneWithAllOthersAsksAgain() throws IOException {
    AtomicInteger times = new AtomicInteger(1);
    Disk taking =
        new Disk() {
          @Override
          public void write(Path file, byte[] bytes) throws IOException {
            if (times.getAndDecrement() <= 0) {
              super.write(file, bytes);
            }
          }
        };
    Claim claim = new Claims(new LocalStorage(folder, taking)).claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(times).hasNegativeValue();
    assertThat(markers()).as("ours").hasSize(1);
  }

  @Test
  void whoseMarkerIsTakenAwayAsksAgainButNotForEver() throws IOException {
    marker(claimant("run-2", true, "elsewhere", "boot", 1));
    AtomicInteger times = new AtomicInteger(2);
    Disk taking =
        new Disk() {
          @Override
          public Instant writtenAt(Path file) throws IOException {
            if (times.getAndDecrement() > 0) {
              Files.delete(file);
            }
            return super.writtenAt(file);
          }
        };
    Claims claims = new Claims(new LocalStorage(folder, taking));
    assertThat(claims.claim(ID, SELF).verdict()).isEqualTo(Claim.Verdict.TAKEN);
    assertThat(times).as("it was taken away").hasNonPositiveValue();
    times.set(1000);
    assertThatThrownBy(() -> claims.claim(ID, SELF)).isInstanceOf(NoSuchFileException.class);
    assertThat(markers()).as("theirs alone").hasSize(1);
  }

  @Test
  void aTrialThatIsPublishedWhileItIsAskedForIsFinished() throws IOException {
    marker(claimant("run-2", true, "elsewhere", "boot", 1));
    Disk published =
        new Disk() {
          @Override
          public Instant writtenAt(Path file) throws IOException {
            // Publishing deletes every marker, including the new one.
            table.publish(Results.ok(1));
            return super.writtenAt(file);
          }
        };
    Claim claim = new Claims(new LocalStorage(folder, published)).claim(ID, SELF);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.FINISHED);
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void aClaimantReadsAsItWasWritten() {
    assertThat(Claimant.parse(SELF.text())).contains(SELF);
    Claimant bare = new Claimant("r", false, "", "", "", -1, 0, 0);
    assertThat(Claimant.parse(bare.text())).contains(bare);
    String text = SELF.text();
    for (int length = 0; length < text.length(); length++) {
      assertThat(Claimant.parse(text.substring(0, length)))
          .as("the first %d characters", length)
          .isEqualTo(Optional.empty());
    }
  }

  private static Claimant claimant(
      String run, boolean driverHere, String host, String boot, long pid) {
    return new Claimant(run, driverHere, host, boot, SELF.namespace(), pid, 1, 0);
  }

  private static Claimant ofProcess(String run, boolean driverHere, Process process) {
    return new Claimant(
        run,
        driverHere,
        SELF.host(),
        SELF.boot(),
        SELF.namespace(),
        process.pid(),
        process.info().startInstant().orElseThrow().toEpochMilli(),
        LocalProcesses.HERE.startTicks(process.pid()));
  }

  private static Claimant startedAt(Claimant process, long started, long startTicks) {
    return new Claimant(
        process.run(),
        process.driverHere(),
        process.host(),
        process.boot(),
        process.namespace(),
        process.pid(),
        started,
        startTicks);
  }

  private Path marker(Claimant claimant) throws IOException {
    return Files.writeString(markerPath(), claimant.text());
  }

  private Path markerPath() throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("_attempts/" + ID));
    return scratch.resolve("started-" + markers().size() + "-of-a-test");
  }

  private static void age(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private List<Path> markers() throws IOException {
    Path scratch = folder.resolve("_attempts/" + ID);
    if (!Files.exists(scratch)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(scratch)) {
      return files.toList();
    }
  }
}
