package io.github.lstmsweep.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.ListeningPorts;
import io.github.lstmsweep.spark.Stranger;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the jar for spark-submit, as {@code mvn package} leaves it. */
class JarIT {
  private static final Path JAR = Path.of(System.getProperty("lstmsweep.jar"));
  private static final long MOST_BYTES = 6_000_000;

  /** Matches a native library, or a folder that JavaCPP unpacks from. */
  private static final String NATIVE = ".*\\.(so|so\\.\\d+|dll|dylib|jnilib|a)|org/bytedeco/.*";

  /** Matches a file of LWJGL: a class, the hash of a native, or its licence. */
  private static final String LWJGL =
      "org/lwjgl/.*\\.class|META-INF/[a-z]+/[a-z0-9]+/org/lwjgl/[a-z.]+\\.sha1"
          + "|META-INF/licenses/lwjgl\\.txt";

  /** The natives of LWJGL, which the engine gpu unpacks. */
  private static final List<String> LWJGL_NATIVES =
      List.of("linux/arm64/org/lwjgl/liblwjgl.so", "linux/x64/org/lwjgl/liblwjgl.so");

  @TempDir Path folder;

  @Test
  void itIsSmallAndHasNoNativesButThoseOfLwjgl() throws IOException {
    assertThat(Files.size(JAR)).isBetween(100_000L, MOST_BYTES);
    assertThat(names().filter(name -> name.matches(NATIVE)))
        .containsExactlyInAnyOrderElementsOf(LWJGL_NATIVES);
  }

  /** LWJGL compares a native with the hash of it. */
  @Test
  void theNativesOfLwjglHaveTheirHashes() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String name : LWJGL_NATIVES) {
        byte[] library = jar.getInputStream(jar.getEntry(name)).readAllBytes();
        ZipEntry hash = jar.getEntry("META-INF/" + name + ".sha1");
        assertThat(new String(jar.getInputStream(hash).readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(library)));
      }
    }
  }

  @Test
  void everyClassAndResourceHasANameThatNothingElseHas() throws IOException {
    assertThat(names())
        .contains("io/github/lstmsweep/cli/Main.class")
        .contains("io/github/lstmsweep/shaded/picocli/CommandLine.class")
        .contains("io/github/lstmsweep/shaded/snakeyaml/Yaml.class")
        .contains("META-INF/licenses/lwjgl.txt")
        .filteredOn(name -> !name.matches(LWJGL) && !LWJGL_NATIVES.contains(name))
        .allMatch(
            name ->
                name.startsWith("io/github/lstmsweep/")
                    || name.equals("META-INF/MANIFEST.MF")
                    || name.equals("META-INF/LICENSE"),
            "is ours")
        .doesNotHaveDuplicates();
  }

  @Test
  void noClassOfItAsksForALibraryUnderItsOldName() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        String constants =
            new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(constants).as(entry.getName()).doesNotContain("org/yaml/snakeyaml/");
        assertThat(constants).as(entry.getName()).doesNotContain("Lpicocli/");
      }
    }
  }

  /** The version is the one in every row. A snapshot's version names its commit. */
  @Test
  void itsManifestNamesTheCommandLineTheVersionAndTheCommit() throws Exception {
    String version = JAR.getFileName().toString().replaceAll("^lstm-sweep-|\\.jar$", "");
    String commit = "";
    if (version.endsWith("-SNAPSHOT") && Files.exists(Path.of(".git"))) {
      commit = "\\+" + printed("git", "rev-parse", "HEAD").substring(0, 12) + "(-dirty)?";
    }
    try (JarFile jar = new JarFile(JAR.toFile())) {
      var manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.github.lstmsweep.cli.Main");
      assertThat(manifest.getValue("Implementation-Version"))
          .matches(Pattern.quote(version) + commit);
    }
  }

  @Test
  void itTellsItsVersionsWithoutStartingSpark() throws Exception {
    String version;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
    assertThat(printed(command("--version").toArray(String[]::new)))
        .startsWith("lstm-sweep " + version + "\ncommit     ")
        .contains("\nJava       " + Runtime.version(), "\nSpark      ", "\nkernels    ");
  }

  private static String printed(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed.strip();
  }

  @Test
  void besideSparkItNeedsNoOtherJar() throws Exception {
    Path out = folder.resolve("out");
    Path log = folder.resolve("log.txt");
    List<String> command = command("run", "conf/quickstart.yaml");
    command.addAll(List.of("--set", "windows={train: 64, validation: 32}"));
    command.addAll(List.of("--set", "num_epochs=1", "--out", out.toString()));
    Process run =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    assertThat(out.resolve("trials").toFile().list()).hasSize(8);
  }

  /** The engine gpu finds its binding and natives in the jar, and then no OpenCL library. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theEngineGpuNeedsNoOtherJar() throws Exception {
    List<String> command = command("run", "conf/quickstart.yaml", "--engine", "gpu");
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    command.add(1, "-Dorg.lwjgl.opencl.libname=libNoSuchOpenCL.so.1");
    Path log = folder.resolve("log.txt");
    Process run =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(2);
    assertThat(Files.readString(log)).contains("there is no OpenCL library (libNoSuchOpenCL.so.1)");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nobodyWithoutItsSecretIsAnsweredAtAnyPortOfARun() throws Exception {
    Path log = folder.resolve("log.txt");
    List<String> command = command("run", "conf/quickstart.yaml", "--set", "num_epochs=100000");
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    Process run =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      List<InetSocketAddress> ports = List.of();
      while (ports.size() < 2 && run.isAlive()) {
        ports = ListeningPorts.of(run.pid());
        Thread.sleep(100);
      }
      assertThat(ports)
          .as(Files.readString(log))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(port -> port.getAddress().isLoopbackAddress())
          .allSatisfy(
              port -> assertThat(Stranger.knockAt(port)).matches(Stranger.Answers::areRefusals));
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  private static List<String> command(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-Dspark.master=local[1]"));
    command.addAll(List.of("-cp", JAR + File.pathSeparator + sparksClassPath()));
    command.add("io.github.lstmsweep.cli.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Returns the class path of {@code submit/local.sh} for Spark, without the libraries in the jar.
   */
  private static String sparksClassPath() throws IOException {
    String jars = Files.readString(Path.of("target", "class-path.txt"));
    assertThat(jars)
        .contains("spark-core_")
        .doesNotContain("picocli", "lwjgl", "snakeyaml", "nd4j");
    return jars.strip();
  }

  private static Stream<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> !name.endsWith("/"))
          .toList()
          .stream();
    }
  }
}
