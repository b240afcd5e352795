package io.github.lstmsweep.result;

import io.github.lstmsweep.result.storage.ObjectStore;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs many writers of overlapping trials at once. */
class WritersTest {
  @TempDir Path folder;

  @Test
  void processesOnALocalDisk() throws Exception {
    Writers writers = new Writers(4, 40);
    URI root = folder.resolve("table").toUri();
    TrialTable.openOrNew(root, StorageSettings.ofThisProcess()).create("name: a-sweep\n");
    writers.check(root, new Configuration(false), writers.inProcesses(root, folder, Map.of()));
  }

  @Test
  void threadsOnAnObjectStore() throws Exception {
    inThreads(new Writers(4, 40), URI.create(ObjectStore.SCHEME + "://writers/table"));
  }

  static void inThreads(Writers writers, URI root) throws Exception {
    TrialTable.openOrNew(root, ObjectStore.settings()).create("name: a-sweep\n");
    ExecutorService threads = Executors.newFixedThreadPool(writers.count());
    List<Future<List<String>>> told = new ArrayList<>();
    for (int w = 0; w < writers.count(); w++) {
      int writer = w;
      TrialTable table = TrialTable.at(root, ObjectStore.settings());
      told.add(
          threads.submit(
              () -> writers.publish(table, writer).stream().map(id -> id.hex()).toList()));
    }
    List<List<String>> own = new ArrayList<>();
    for (Future<List<String>> each : told) {
      own.add(each.get());
    }
    threads.shutdown();
    writers.check(root, ObjectStore.settings().configuration(), own);
  }
}
