package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.storage.CrashPoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every crash point of a sweep of one trial. {@code -Psoak} runs larger sweeps, and HDFS. */
class CrashPointTest {
  @TempDir Path folder;

  @Test
  void killedBeforeEveryCallToALocalDisk() throws Exception {
    assertThat(onALocalDisk(CrashPoint.Death.BEFORE)).isGreaterThan(50);
  }

  @Test
  void killedInTheMidstOfEveryWrite() throws Exception {
    assertThat(onALocalDisk(CrashPoint.Death.HALFWAY)).isGreaterThan(4);
  }

  @Test
  void withoutPowerBeforeEveryCall() throws Exception {
    assertThat(onALocalDisk(CrashPoint.Death.POWER)).isGreaterThan(50);
  }

  @Test
  void killedBeforeEveryCallToAnObjectStoreWithoutRename() throws Exception {
    assertThat(new CrashPoints(CrashPoints.objects("crash"), 1).enumerate(CrashPoint.Death.BEFORE))
        .isGreaterThan(25);
  }

  private int onALocalDisk(CrashPoint.Death death) throws Exception {
    return new CrashPoints(CrashPoints.local(folder), 1).enumerate(death);
  }
}
