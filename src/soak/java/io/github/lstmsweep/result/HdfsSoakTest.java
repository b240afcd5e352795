package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.CrashPoint;
import io.github.lstmsweep.result.storage.HadoopStorage;
import io.github.lstmsweep.result.storage.Patience;
import io.github.lstmsweep.result.storage.SteppingHdfs;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tables on HDFS: every crash point, twenty writers, a NameNode that restarts, a quota. */
class HdfsSoakTest {
  private static final List<Trial> TRIALS =
      LongStream.rangeClosed(1, 60).mapToObj(Results::trial).toList();

  @TempDir static Path disks;
  private static MiniDFSCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disks.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void everyCrashPoint() throws Exception {
    CrashPoints.World world =
        new CrashPoints.World() {
          @Override
          public URI root(int round) {
            return URI.create(cluster.getURI() + "/crash/table-" + round);
          }

          @Override
          public Storage storage(URI root, CrashPoint crash) throws IOException {
            SteppingHdfs.reachedBy(crash);
            return HadoopStorage.at(root, StorageSettings.of(SteppingHdfs.PROPERTIES));
          }

          @Override
          public StorageSettings settings() {
            return StorageSettings.of(plain());
          }
        };
    assertThat(new CrashPoints(world, 1, GoldenTrainer.DIVERGES).enumerate(CrashPoint.Death.BEFORE))
        .isGreaterThan(50);
  }

  @Test
  void twentyProcesses() throws Exception {
    Writers writers = new Writers(20, 500);
    URI root = URI.create(cluster.getURI() + "/writers/table");
    TrialTable.openOrNew(root, StorageSettings.of(plain())).create("name: a-sweep\n");
    writers.check(root, configuration(), writers.inProcesses(root, folder, plain()));
  }

  @Test
  void aNameNodeThatRestartsCostsTimeAndNoRow() throws Exception {
    URI root = URI.create(cluster.getURI() + "/restart/table");
    TrialTable table = TrialTable.openOrNew(root, StorageSettings.of(plain()));
    table.create("name: a-sweep\n");
    boolean[] restarted = new boolean[1];
    List<Acknowledgement> acknowledged =
        new MiniSweep(table, new GoldenTrainer(), 2, Duration.ofMinutes(1))
            .run(
                TRIALS,
                Claimant.ofThisProcess("run", true),
                a -> {
                  synchronized (restarted) {
                    if (!restarted[0]) {
                      restarted[0] = true;
                      restart();
                    }
                  }
                });
    assertThat(restarted[0]).isTrue();
    assertThat(acknowledged).hasSize(60).allMatch(Acknowledgement::hasRow);
    assertThat(TableChecker.contents(new org.apache.hadoop.fs.Path(root), configuration()))
        .hasSize(119);
  }

  @Test
  void aQuotaThatIsUsedUpIsToldAndNothingIsLost() throws Exception {
    URI root = URI.create(cluster.getURI() + "/quota/table");
    TrialTable table = TrialTable.openOrNew(root, impatient());
    table.create("name: a-sweep\n");
    org.apache.hadoop.fs.Path quota = new org.apache.hadoop.fs.Path("/quota");
    cluster.getFileSystem().setQuota(quota, 40, Long.MAX_VALUE);
    List<Acknowledgement> acknowledged =
        new MiniSweep(table, new GoldenTrainer(), 1, Duration.ofMinutes(1)).run(TRIALS);
    List<Acknowledgement> refused = acknowledged.stream().filter(a -> !a.hasRow()).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused.get(0).reason()).contains("quota");
    assertThat(table.finished()).hasSize(60 - refused.size());
    cluster.getFileSystem().setQuota(quota, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    TrialTable again = TrialTable.openOrNew(root, impatient());
    assertThat(new MiniSweep(again, new GoldenTrainer(), 1, Duration.ofMinutes(1)).run(TRIALS))
        .hasSize(refused.size())
        .allMatch(Acknowledgement::hasRow);
    assertThat(again.finished()).hasSize(60);
  }

  private static void restart() {
    try {
      cluster.restartNameNode(true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> plain() {
    // SteppingHdfs explains the delay.
    return Map.of(
        "fs.AbstractFileSystem.hdfs.impl", "org.apache.hadoop.fs.Hdfs",
        "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "5");
  }

  private static StorageSettings impatient() {
    Map<String, String> properties = new HashMap<>(plain());
    properties.put(Patience.PROPERTY, "0");
    return StorageSettings.of(properties);
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    plain().forEach(configuration::set);
    return configuration;
  }
}
