package io.github.lstmsweep.result;

import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.S3Mock;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the writers of one table on {@code s3a:}, which has no rename and accepts an object twice.
 */
@EnabledOnOs(OS.LINUX)
class S3WritersTest {
  @TempDir Path folder;

  @Test
  void twentyProcesses() throws Exception {
    Writers writers = new Writers(20, 500);
    try (S3Mock server = new S3Mock(folder)) {
      Configuration configuration = new Configuration();
      server.settings(server.endpoint()).forEach(configuration::set);
      Map<String, String> settings = new TreeMap<>();
      configuration
          .getPropsWithPrefix("fs.s3a.")
          .forEach((key, value) -> settings.put("fs.s3a." + key, value));
      settings.put("hadoop.tmp.dir", configuration.get("hadoop.tmp.dir"));
      URI table = URI.create("s3a://" + S3Mock.BUCKET + "/writers");
      TrialTable.openOrNew(table, StorageSettings.of(settings)).create("name: a-sweep\n");
      writers.checkRows(table, configuration, writers.inProcesses(table, folder, settings));
    }
  }
}
