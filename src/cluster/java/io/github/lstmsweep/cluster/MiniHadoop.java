package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;

/**
 * HDFS and YARN of one machine each, in this process. Containers are separate processes. Two
 * executors fit next to the application's master, whether or not it is the driver.
 */
final class MiniHadoop implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CONTAINERS_MEGABYTES = 4608;
  private static final long MOST_SECONDS = 60;

  /** The addresses at which containers and the user find the ResourceManager. */
  private static final List<String> ADDRESSES =
      List.of(
          YarnConfiguration.RM_ADDRESS,
          YarnConfiguration.RM_SCHEDULER_ADDRESS,
          YarnConfiguration.RM_ADMIN_ADDRESS,
          YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
          YarnConfiguration.RM_WEBAPP_ADDRESS);

  private final Path folder;
  private final Path home;
  private final MiniDFSCluster hdfs;
  private final MiniYARNCluster yarn;

  MiniHadoop(Path folder) throws Exception {
    this.folder = folder;
    this.home = SparkHome.in(folder);
    // The daemons listen at the address of this machine's name, which must be loopback.
    NetUtils.addStaticResolution(InetAddress.getLocalHost().getHostName(), LOOPBACK);
    System.setProperty("test.build.data", folder.resolve("yarn").toString());
    Configuration disks = new Configuration();
    disks.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(disks).numDataNodes(1).build();
    hdfs.waitActive();
    yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(containers());
    yarn.start();
    assertThat(yarn.waitForNodeManagersToConnect(60_000)).as("the NodeManager is there").isTrue();
    Path site = Files.createDirectories(folder.resolve("hadoop"));
    write(site.resolve("core-site.xml"), Map.of("fs.defaultFS", uri().toString()));
    write(site.resolve("yarn-site.xml"), addresses());
  }

  private Configuration containers() {
    Configuration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", uri().toString());
    conf.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, CONTAINERS_MEGABYTES);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    // The disk of a machine may be nearly full for other reasons.
    conf.setBoolean(YarnConfiguration.NM_DISK_HEALTH_CHECK_ENABLE, false);
    // The test reads what containers print.
    conf.setLong(YarnConfiguration.DEBUG_NM_DELETE_DELAY_SEC, 600);
    return conf;
  }

  /** Returns the URI of HDFS. */
  URI uri() {
    return hdfs.getURI();
  }

  /** Calls {@code submit/yarn.sh} with a user's arguments. */
  Command submit(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("submit/yarn.sh"));
    Map<String, String> properties = new HashMap<>();
    properties.put("spark.driver.host", LOOPBACK);
    properties.put("spark.driver.bindAddress", LOOPBACK);
    // Spark is on all machines, so it need not be sent.
    properties.put("spark.yarn.jars", "local:" + home.resolve("jars") + "/*");
    // The filter of Spark's pages is in a jar that conflicts with the jar of these clusters.
    properties.put("spark.ui.enabled", "" + SparkHome.isNamed());
    for (String kind : List.of("spark.yarn.appMasterEnv.", "spark.executorEnv.")) {
      properties.put(kind + "SPARK_LOCAL_IP", LOOPBACK);
      properties.put(kind + "JAVA_HOME", System.getProperty("java.home"));
    }
    properties.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(Arrays.asList(arguments));
    return Command.start(
        folder,
        name,
        Map.of(
            "SPARK_HOME", home.toString(), "HADOOP_CONF_DIR", folder.resolve("hadoop").toString()),
        command);
  }

  /**
   * Returns the final status of the last submitted application, as YARN reports it. YARN may hear
   * of the end a moment after the driver here has ended.
   */
  FinalApplicationStatus lastEnd() throws InterruptedException {
    RMApp last =
        yarn.getResourceManager().getRMContext().getRMApps().values().stream()
            .max((a, b) -> a.getApplicationId().compareTo(b.getApplicationId()))
            .orElseThrow();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (last.getFinalApplicationStatus() == FinalApplicationStatus.UNDEFINED
        && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    return last.getFinalApplicationStatus();
  }

  /** Returns the output of all containers. */
  String containersPrinted() throws IOException {
    StringBuilder printed = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("yarn"))) {
      for (Path file : files.filter(f -> f.endsWith("stderr") || f.endsWith("stdout")).toList()) {
        printed.append(Files.readString(file));
      }
    }
    return printed.toString();
  }

  @Override
  public void close() throws IOException {
    yarn.close();
    hdfs.shutdown();
  }

  private Map<String, String> addresses() {
    Configuration conf = yarn.getResourceManager().getConfig();
    Map<String, String> addresses = new HashMap<>();
    for (String key : ADDRESSES) {
      InetSocketAddress address = conf.getSocketAddr(key, "", 0);
      addresses.put(key, LOOPBACK + ":" + address.getPort());
    }
    return addresses;
  }

  private static void write(Path file, Map<String, String> properties) throws IOException {
    Configuration conf = new Configuration(false);
    properties.forEach(conf::set);
    try (OutputStream out = Files.newOutputStream(file)) {
      conf.writeXml(out);
    }
  }
}
