package io.github.lstmsweep.result.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Compares the judgements with the decision table of docs/architecture.md. */
class JudgeTest {
  private static final Path PAGE = Path.of("docs", "architecture.md");
  private static final String HEAD = "| the marker and its process |";

  private static final Claimant SELF = Claimant.ofThisProcess("our run", true);
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final long SILENT = Judge.SILENCE.toSeconds() + 1;

  /** The time since this machine started. */
  private static final Optional<Duration> UP_TIME = Optional.of(Duration.ofHours(1));

  private static final long BEFORE_THE_START = UP_TIME.get().toSeconds() + 1;

  /** The run of a marker, and whether its driver is in its process: the columns of the table. */
  private enum Run {
    OURS("our run", true),
    WITH_DRIVER("a different run", true),
    EXECUTOR("a different run", false);

    private final String id;
    private final boolean driverHere;

    Run(String id, boolean driverHere) {
      this.id = id;
      this.driverHere = driverHere;
    }

    private Claimant at(String host, String boot, long pid, long startTicks) {
      return new Claimant(id, driverHere, host, boot, SELF.namespace(), pid, 1, startTicks);
    }

    private Claimant here() {
      return at(SELF.host(), SELF.boot(), SELF.pid(), SELF.startTicks());
    }

    private Claimant ended() {
      return at(SELF.host(), SELF.boot(), Long.MAX_VALUE, 1);
    }

    private Claimant elsewhere() {
      return at("elsewhere", "a boot", 1, 1);
    }

    private Claimant beforeTheLastStart() {
      return at(SELF.host(), "an earlier boot", 1, 1);
    }
  }

  private interface Row {
    SeenMarker of(Run run);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theDocumentHasEveryJudgement() throws IOException {
    assertThat(documented()).isEqualTo(judged());
  }

  private static Map<String, List<String>> judged() {
    Map<String, List<String>> judged = new LinkedHashMap<>();
    rows()
        .forEach(
            (name, row) ->
                judged.put(
                    name,
                    Arrays.stream(Run.values())
                        .map(run -> new Judge(SELF, NOW, UP_TIME).of(row.of(run)).name())
                        .toList()));
    return judged;
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("alive: it runs here, and beats", run -> marker(run.here(), "", 10));
    rows.put("alive: it is elsewhere, and beats", run -> marker(run.elsewhere(), "", 10));
    rows.put(
        "waiting: it is elsewhere, and beats",
        run -> marker(run.elsewhere(), "waiting: yes\n", 10));
    rows.put("frozen: it runs here, and is silent", run -> marker(run.here(), "", SILENT));
    rows.put("gone: it has ended here", run -> marker(run.ended(), "", 10));
    rows.put("gone: it is elsewhere, and silent", run -> marker(run.elsewhere(), "", SILENT));
    rows.put("waiting: it has ended here", run -> marker(run.ended(), "waiting: yes\n", 10));
    rows.put(
        "waiting: it is elsewhere, and silent",
        run -> marker(run.elsewhere(), "waiting: yes\n", SILENT));
    rows.put(
        "restarted: it ran here before the machine started",
        run -> marker(run.beforeTheLastStart(), "", BEFORE_THE_START));
    rows.put("half-written, and fresh", run -> SeenMarker.of("run: half a m", NOW));
    rows.put(
        "half-written, and silent",
        run -> SeenMarker.of("run: half a m", NOW.minusSeconds(SILENT)));
    return rows;
  }

  @Test
  void ofTwoThatClaimAtTheSameTimeTheFirstHasTheTrial() {
    Claimant other = Run.EXECUTOR.elsewhere();
    Judge judge = new Judge(SELF, NOW, UP_TIME);
    assertThat(judge.of(marker(other, "", 0))).as("both give way").isEqualTo(Judgement.TAKEN);
    assertThat(judge.of(marker(other, "", -1)))
        .as("it came later and sees ours")
        .isEqualTo(Judgement.IGNORED);
    assertThat(judge.of(marker(other, "working: yes\n", -1)))
        .as("it was first, and has beaten since")
        .isEqualTo(Judgement.TAKEN);
  }

  @Test
  void aMarkerThatWasWrittenSinceThisMachineStartedIsOfANamesake() {
    Claimant namesake = Run.WITH_DRIVER.beforeTheLastStart();
    Judge judge = new Judge(SELF, NOW, Optional.of(Duration.ofSeconds(30)));
    assertThat(judge.of(marker(namesake, "", 29))).isEqualTo(Judgement.TAKEN);
    assertThat(judge.of(marker(namesake, "", 31)))
        .as("this machine was restarted, and did not wait for the 60 seconds")
        .isEqualTo(Judgement.SPENT);
    assertThat(new Judge(SELF, NOW, UP_TIME).of(marker(namesake, "", SILENT)))
        .as("no restart: the process of the namesake is gone")
        .isEqualTo(Judgement.DEATH);
    assertThat(new Judge(SELF, NOW, Optional.empty()).of(marker(namesake, "", SILENT)))
        .as("it is not known when this machine started")
        .isEqualTo(Judgement.DEATH);
  }

  @Test
  void soonAfterAStartTheMarkerOfANamesakeMayBeOlderThanTheStart() {
    Claimant namesake = Run.WITH_DRIVER.beforeTheLastStart();
    Judge judge = new Judge(SELF, NOW, Optional.of(Duration.ofSeconds(5)));
    assertThat(judge.of(marker(namesake, "", 15))).isEqualTo(Judgement.TAKEN);
    assertThat(judge.of(marker(namesake, "", 21))).isEqualTo(Judgement.SPENT);
  }

  private static SeenMarker marker(Claimant claimant, String state, long secondsAgo) {
    return SeenMarker.of(claimant.text() + state, NOW.minusSeconds(secondsAgo));
  }

  /** Returns the rows of the document's table: the first cell, then the judgements. */
  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.startsWith(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.replace("`", "").split(" *\\| *"))
        .forEach(cells -> rows.put(cells[1], List.of(cells).subList(2, cells.length)));
    return rows;
  }
}
