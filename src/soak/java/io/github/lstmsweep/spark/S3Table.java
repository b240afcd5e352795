package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** A table on S3, as a client sees it that knows nothing of the product. */
final class S3Table {
  private final org.apache.hadoop.fs.Path root;
  private final FileSystem filesystem;
  private final Map<String, String> seen = new TreeMap<>();

  S3Table(String uri, Map<String, String> settings) throws IOException {
    Configuration configuration = new Configuration();
    settings.forEach(configuration::set);
    root = new org.apache.hadoop.fs.Path(uri);
    filesystem = FileSystem.newInstance(root.toUri(), configuration);
  }

  /** Returns the table's URI. */
  String uri() {
    return root.toString();
  }

  /**
   * Looks at the rows and compares them with every look before. None may be written again or go.
   */
  void look() throws IOException {
    look(true);
  }

  /**
   * Looks at the rows without their times, because a PUT whose answer was lost is sent again with
   * equal bytes.
   */
  void lookAtBytes() throws IOException {
    look(false);
  }

  private void look(boolean atTimes) throws IOException {
    Map<String, String> now = new TreeMap<>();
    for (FileStatus row : list("trials")) {
      String bytes = ((EtagSource) row).getEtag() + " " + row.getLen();
      now.put(row.getPath().getName(), atTimes ? bytes + " " + row.getModificationTime() : bytes);
    }
    assertThat(now).as("no row is lost or changed").containsAllEntriesOf(seen);
    seen.putAll(now);
  }

  /** Returns the markers of processes that are at work on trials, or were when they died. */
  Set<String> markers() throws IOException {
    Set<String> markers = new TreeSet<>();
    for (FileStatus trial : list("_attempts")) {
      if (trial.isDirectory()) {
        for (FileStatus marker : list("_attempts/" + trial.getPath().getName())) {
          markers.add(marker.getPath().getName());
        }
      }
    }
    return markers;
  }

  /** Returns the {@link TableContents} of a copy in {@code folder}. */
  Map<String, String> contents(Path folder) throws IOException {
    for (String part : new String[] {"trials", "models"}) {
      filesystem.copyToLocalFile(
          new org.apache.hadoop.fs.Path(root, part),
          new org.apache.hadoop.fs.Path(folder.resolve(part).toUri()));
    }
    return TableContents.of(folder);
  }

  private FileStatus[] list(String folder) throws IOException {
    try {
      return filesystem.listStatus(new org.apache.hadoop.fs.Path(root, folder));
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
