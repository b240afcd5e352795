package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code submit/local.sh} in a copy of the built project, with a Java that prints its
 * arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class LocalScriptTest {
  private static final String SHOW_LOCALE =
      """
      #!/bin/sh
      if [ "${*##* }" = -version ]; then
        echo 'openjdk version "17.0.1" 2021-10-19' >&2
      else
        echo "charmap $(locale charmap)"
        echo "LC_ALL $LC_ALL"
      fi
      """;

  /** Says that it downloads 93.4 MB, among other lines. */
  private static final String PRELOADING =
      """
      #!/bin/sh
      [ "$1" != -version ] && [ "$2" != -version ] || exec java "$@"
      echo "preloads $LD_PRELOAD"
      """;

  private static final String MAVEN_FETCHES =
      """
      #!/bin/sh
      echo "$@" >>'%s'
      printf '\\033[0m[INFO] Scanning for projects...\\n'
      echo '[INFO] Downloading from central: https://a/b.jar'
      echo '[INFO] Downloaded from central: https://a/c.pom (8.2 kB at 13 kB/s)'
      echo '[INFO] Downloaded from central: https://a/b.jar (93 MB at 1.1 MB/s)'
      echo '[INFO] Downloaded from central: https://a/d.jar (392 kB at 1.1 MB/s)'
      printf '%%s' '%s/dl4j.jar:/native.jar' >target/dl4j-class-path.txt
      printf '\\033[0m\\033[0m\\n'
      """;

  @TempDir Path folder;
  private LocalProject project;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = new LocalProject(folder).built();
  }

  @Test
  void blanksInPathsAndArgumentsStayTogether() throws Exception {
    Shell shell = project.start("run", "a spec.yaml");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(0);
    assertThat(shell.out())
        .startsWith(
            "-Xmx2g",
            "--add-modules=jdk.incubator.vector",
            "@" + project.root().toRealPath() + "/submit/java-options.txt")
        .contains(
            "-Dlstmsweep.command=" + project.script(),
            "-Dlstmsweep.project=" + project.root().toRealPath(),
            "-Dlstmsweep.terminal=false",
            "-Dlstmsweep.keyboard=false")
        .endsWith("io.github.lstmsweep.cli.Main", "run", "a spec.yaml");
    String classPath = shell.out().get(shell.out().indexOf("-cp") + 1);
    assertThat(classPath)
        .startsWith(project.root().toRealPath() + "/target/builds/")
        .endsWith(
            "/"
                + project.made().getFileName()
                + ":"
                + folder.resolve("a library.jar")
                + ":/another.jar");
  }

  /** The stand-in for Java writes no archive, so this test does. */
  @Test
  void aVerbThatOnlyReadsStartsFasterFromTheThirdTimeOn() throws Exception {
    Path table = Files.createDirectories(folder.resolve("a table"));
    Files.writeString(table.resolve("sweep.yaml"), "");
    List<String> first = project.start("status", table.toString()).out();
    assertThat(first)
        .containsSequence(
            "@" + project.root().toRealPath() + "/submit/java-options.txt",
            "-XX:-UseG1GC",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1")
        .noneMatch(option -> option.contains(".jsa"));
    String dump = "-XX:ArchiveClassesAtExit=";
    List<String> second = project.start("show", table.toString(), "best").out();
    String archive =
        second.stream()
            .filter(o -> o.startsWith(dump))
            .findFirst()
            .orElseThrow()
            .substring(dump.length());
    assertThat(archive)
        .startsWith(project.root().toRealPath() + "/target/builds/")
        .matches(".*/rows-java-17\\.0\\.1\\.new\\.\\d+");

    // Java was killed while it wrote.
    Files.write(Path.of(archive), new byte[8]);
    assertThat(project.start("status", table.toString()).out()).anyMatch(o -> o.startsWith(dump));
    Files.write(Path.of(archive), new byte[] {1, 2, 3, 4, 0, 0});
    Path finished = Path.of(archive.replaceFirst("\\.new\\.\\d+$", "-6.jsa"));
    String use = "-XX:SharedArchiveFile=" + finished;
    assertThat(project.start("show", "elsewhere", "best").out())
        .contains(use)
        .noneMatch(option -> option.startsWith(dump));
    assertThat(project.start("sql", table.toString(), "select 1").out()).doesNotContain(use);

    // Java would crash at an archive that was cut.
    Files.write(finished, new byte[] {1, 2, 3, 4});
    assertThat(project.start("status", table.toString()).out())
        .doesNotContain(use)
        .anyMatch(option -> option.startsWith(dump));
    assertThat(finished).doesNotExist();
  }

  @Test
  void aCommandWithoutATableWritesNoArchive() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(project.start("status", "nowhere").out())
          .contains("-XX:TieredStopAtLevel=1")
          .noneMatch(option -> option.contains(".jsa"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "verify", "cost", "generate", "audit", "compact", "plan", "init", "report"})
  void aVerbThatComputesHasAllOfJava(String verb) throws Exception {
    assertThat(project.start(verb, "out").out())
        .noneMatch(option -> option.contains("Tiered") || option.contains("SerialGC"));
  }

  @ParameterizedTest
  @CsvSource({
    "--rescore,true",
    "--rescore=3,true",
    "--sample,false",
    "rescore,false",
    "dl4j,true",
    "--format=dl4j,true",
    "raw,false"
  })
  void dl4jIsOnTheClassPathOfRescoringAlone(String argument, boolean dl4j) throws Exception {
    Shell shell = project.start("verify", "out", argument);
    assertThat(shell.exitCode()).isEqualTo(0);
    String classPath = shell.out().get(shell.out().indexOf("-cp") + 1);
    assertThat(classPath.endsWith(":/another.jar:" + folder + "/dl4j.jar:/native.jar"))
        .isEqualTo(dl4j);
    assertThat(classPath.contains("dl4j.jar")).isEqualTo(dl4j);
  }

  /** A build leaves them out, because they are a third of what a first build would download. */
  @Test
  void dl4jIsFetchedForTheFirstCommandThatNeedsIt() throws Exception {
    Path log = folder.resolve("log");
    project.program("mvn", MAVEN_FETCHES.formatted(log, folder));
    Files.delete(project.root().resolve("target/dl4j-class-path.txt"));
    assertThat(project.start("verify", "out", "--sample").exitCode()).isEqualTo(0);
    assertThat(log).doesNotExist();

    Shell shell = project.start("run", "a spec.yaml", "--engine=nd4j");
    assertThat(shell.exitCode()).isEqualTo(0);
    assertThat(shell.err())
        .containsExactly(
            "lstm-sweep: fetching DL4J and ND4J (the first time, Maven downloads about 140 MB) …",
            "lstm-sweep: downloaded 93 MB of about 140 …",
            "lstm-sweep: downloaded 93 MB in all          ");
    assertThat(shell.out().get(shell.out().indexOf("-cp") + 1))
        .endsWith(":/another.jar:" + folder + "/dl4j.jar:/native.jar");
    assertThat(project.start("verify", "out", "--rescore").err()).isEmpty();
    assertThat(log).hasContent("-B dependency:build-classpath@dl4j-class-path");
  }

  @Test
  void aListOfDl4jThatIsOlderThanThePomIsNotTaken() throws Exception {
    Path log = folder.resolve("log");
    project.program("mvn", MAVEN_FETCHES.formatted(log, folder));
    Files.setLastModifiedTime(
        project.root().resolve("target/dl4j-class-path.txt"), FileTime.fromMillis(0));
    assertThat(project.start("verify", "out", "--rescore").exitCode()).isEqualTo(0);
    assertThat(log).exists();
  }

  @Test
  void whatMavenSaysOfAMistakeIsPassedOn() throws Exception {
    project.program(
        "mvn",
        "#!/bin/sh\necho '[INFO] at work'\necho '[ERROR] no network'\necho Boom >&2\nexit 1\n");
    Files.delete(project.root().resolve("target/dl4j-class-path.txt"));
    Shell shell = project.start("export", "out", "--format", "dl4j");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .contains("[ERROR] no network", "Boom")
        .doesNotContain("[INFO] at work")
        .endsWith("lstm-sweep: Cannot fetch DL4J and ND4J: Maven's message is above.");
  }

  @Test
  void itStartsFromEveryFolderAndThroughLinks() throws Exception {
    Files.createDirectories(folder.resolve("bin/further"));
    Files.createSymbolicLink(folder.resolve("bin/sweep"), project.script());
    Files.createSymbolicLink(folder.resolve("bin/further/sweep"), Path.of("../sweep"));
    project.set("CDPATH", project.root() + ":" + folder);
    for (String command :
        List.of("a project/submit/local.sh", "./bin/sweep", "bin/further/sweep")) {
      Shell shell = project.call(List.of(command, "plan"));
      assertThat(shell.err()).as(command).isEmpty();
      assertThat(shell.out()).as(command).endsWith("io.github.lstmsweep.cli.Main", "plan");
    }
  }

  /** A shell gives a script that it found on the PATH its whole path as its name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lstm-sweep plan                         | lstm-sweep
          linked plan                             | linked
          "$PWD/a project/bin/lstm-sweep" plan    | lstm-sweep
          'a project/bin/lstm-sweep' plan         | a project/bin/lstm-sweep
          cd 'a project' && ./bin/lstm-sweep plan | ./bin/lstm-sweep
          cd 'a project' && submit/local.sh plan  | submit/local.sh
          mine/lstm-sweep plan                    | mine/lstm-sweep
          """)
  void theCommandIsShownAsThePersonTypedIt(String line, String shown) throws Exception {
    Path bin = project.root().resolve("bin");
    Files.createSymbolicLink(bin.resolve("linked"), Path.of("lstm-sweep"));
    Files.createDirectories(folder.resolve("mine"));
    Files.createSymbolicLink(folder.resolve("mine/lstm-sweep"), bin.resolve("lstm-sweep"));
    project.set("PATH", bin + ":" + System.getenv("PATH"));
    Shell shell = project.call(List.of("bash", "-c", line));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out())
        .contains("-Dlstmsweep.command=" + shown)
        .endsWith("io.github.lstmsweep.cli.Main", "plan");
  }

  @Test
  void itNeedsNoHome() throws Exception {
    project.set("HOME", null);
    assertThat(project.start("plan").exitCode()).isEqualTo(0);
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    project.set("JAVA_HOME", "/no such jdk");
    refused(
        "Cannot start /no such jdk/bin/java: there is no such program. Set JAVA_HOME to a JDK 17 or newer,"
            + " or unset it to take the java on the PATH.");
  }

  @Test
  void onlyASweepThatMayUseAGpuPreloadsJavasHandlersOfSignals() throws Exception {
    Path home = project.java("preloading", PRELOADING);
    Path library = Files.createDirectories(home.resolve("lib")).resolve("libjsig.so");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "libjsig.so"), library);
    project.set("JAVA_HOME", home.toString());
    for (String engine : List.of("gpu", "auto")) {
      assertThat(project.start("run", "a.yaml", "--engine", engine).out())
          .containsExactly("preloads " + library.toRealPath());
      assertThat(project.start("run", "a.yaml", "--engine=" + engine).out())
          .containsExactly("preloads " + library.toRealPath());
    }
    assertThat(project.start("run", "a.yaml").out()).containsExactly("preloads ");
    // The linker separates its list by blanks.
    Path blank = Files.move(home, home.resolveSibling("a home"));
    project.set("JAVA_HOME", blank.toString());
    Shell shell = project.start("run", "a.yaml", "--engine", "gpu");
    assertThat(shell.out()).containsExactly("preloads ");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void aJavaThatFailsIsToldWithWhatItSays() throws Exception {
    Path home = project.java("broken", "#!/bin/sh\necho Boom\nexit 3\n");
    project.set("JAVA_HOME", home.toString());
    refused(
        "Cannot start "
            + home
            + "/bin/java: it ends with an error (Boom). Set JAVA_HOME to a JDK 17 or newer, or unset it to"
            + " take the java on the PATH.");
  }

  @Test
  void aJavaThatIsTooOldIsRefused() throws Exception {
    Path home = project.java("old", "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
    project.set("JAVA_HOME", home.toString());
    refused(
        "Cannot use Java 8 ("
            + home
            + "/bin/java): must be 17 or newer. Set JAVA_HOME to a JDK 17 or newer, or unset it to take the"
            + " java on the PATH.");
  }

  @Test
  void aJavaThatIsNewerThanTheTriedOnesIsToldAndStarted() throws Exception {
    String newer = LocalProject.JAVA.replace("17.0.1", "99-ea");
    project.set("JAVA_HOME", project.java("new", newer).toString());
    Shell shell = project.start("plan");
    assertThat(shell.err())
        .containsExactly("lstm-sweep: Java 99 has not been tried. 17, 21 and 25 have.");
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).endsWith("io.github.lstmsweep.cli.Main", "plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.1", "21.0.13", "25.0.3"})
  void aJavaThatWasTriedIsStartedInSilence(String version) throws Exception {
    String java = LocalProject.JAVA.replace("17.0.1", version);
    project.set("JAVA_HOME", project.java("tried", java).toString());
    Shell shell = project.start("plan");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linux | apt-get | 17    | sudo apt-get install openjdk-17-jdk-headless maven",
        "Linux | apt-get | 21,25 | sudo apt-get install openjdk-21-jdk-headless maven",
        "Linux | apt-get | 25    | sudo apt-get install openjdk-25-jdk-headless maven",
        "Linux | apt-get | none  | sudo apt-get install default-jdk-headless maven",
        "Linux | dnf     | none  | sudo dnf install java-21-openjdk-devel maven",
        "Darwin | brew   | none  | brew install openjdk@21 maven, then export"
            + " JAVA_HOME=\"$(brew --prefix openjdk@21)\""
      })
  void whereThereIsNoJavaTheCommandThatInstallsOneIsTold(
      String system, String installer, String known, String command) throws Exception {
    onlyProgramsOf(system, installer, known);
    refused(
        "Cannot start java: there is no such program. Install a JDK 17 or newer ("
            + command
            + "), or set JAVA_HOME to one.");
  }

  @Test
  void onASystemThatNobodyKnowsNoCommandIsTold() throws Exception {
    onlyProgramsOf("Linux", "pkg", "none");
    refused(
        "Cannot start java: there is no such program. Install a JDK 17 or newer, or set JAVA_HOME to"
            + " one.");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,apt-get,sudo apt-get install maven",
    "Linux,dnf,sudo dnf install maven",
    "Darwin,brew,brew install maven"
  })
  void whereThereIsNoMavenTheCommandThatInstallsItIsTold(
      String system, String installer, String command) throws Exception {
    onlyProgramsOf(system, installer, "none");
    project.set("JAVA_HOME", project.java("a jdk", LocalProject.JAVA).toString());
    Files.delete(project.made());
    refused("Cannot build: mvn is not on the PATH. Install Maven 3.8 or newer (" + command + ").");
  }

  /** Leaves a machine without Java and Maven, with one program that installs others. */
  private void onlyProgramsOf(String system, String installer, String known) throws Exception {
    project.set("JAVA_HOME", null);
    project.onlyTheSystemsPrograms();
    project.program("uname", "#!/bin/sh\n[ $1 = -s ] && echo %s || echo host\n".formatted(system));
    project.program(installer, "#!/bin/sh\n");
    project.program(
        "apt-cache",
        """
        #!/bin/sh
        for version in %s; do
          [ "$2" = "openjdk-$version-jdk-headless" ] && exit 0
        done
        exit 100
        """
            .formatted(known.replace(',', ' ')));
  }

  /** A JRE that was made for one program has only the modules that its maker named. */
  @Test
  void aJavaWithoutTheVectorApiIsStartedWithoutIt() throws Exception {
    String without =
        """
        #!/bin/sh
        case " $* " in *jdk.incubator.vector*)
          echo 'Error occurred during initialization of boot layer'
          echo 'java.lang.module.FindException: Module jdk.incubator.vector not found'
          exit 1 ;;
        esac
        """;
    project.set(
        "JAVA_HOME",
        project.java("jre", LocalProject.JAVA.replace("#!/bin/sh\n", without)).toString());
    Shell shell = project.start("run", "a spec.yaml");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out())
        .startsWith("-Xmx2g", "@" + project.root().toRealPath() + "/submit/java-options.txt")
        .endsWith("io.github.lstmsweep.cli.Main", "run", "a spec.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "-1g", "2 g", "0", "2gb", "99999999999999999999g"})
  void aMemoryThatIsNoSizeIsRefused(String memory) throws Exception {
    project.set("LSTM_SWEEP_MEMORY", memory);
    refused(
        "Cannot set LSTM_SWEEP_MEMORY to "
            + memory
            + ": must be a size of the Java heap, such as 800m or 2g.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100m", "449M", "460799k", "471859199"})
  void aMemoryThatIsTooSmallForSparkIsRefused(String memory) throws Exception {
    project.set("LSTM_SWEEP_MEMORY", memory);
    refused(
        "Cannot set LSTM_SWEEP_MEMORY to "
            + memory
            + ": must be at least 450m, which Spark needs, such as 800m or 2g.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"450m", "460800K", "471859200", "1g", "1T"})
  void aMemoryThatSparkCanStartWithIsTheHeap(String memory) throws Exception {
    project.set("LSTM_SWEEP_MEMORY", memory);
    Shell shell = project.start("plan");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).startsWith("-Xmx" + memory);
  }

  @Test
  void theSpeedTableTellsItsOptions() throws Exception {
    String script = project.root().resolve("submit/bench.sh").toString();
    Shell shell = project.call(List.of(script, "--help"));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .first()
        .asString()
        .startsWith("Trained tokens per second of this engine")
        .endsWith("submit/bench.sh [OPTIONS]");
    assertThat(shell.out()).contains("  --quick         two sizes only");
    assertThat(shell.out()).noneMatch(line -> line.startsWith("#") || line.startsWith("set "));
  }

  /** Java takes the character set of names from the locale, at its start and never later. */
  @ParameterizedTest
  @CsvSource({"LC_ALL,C", "LC_ALL,POSIX", "LC_ALL,no_such_locale", "LC_CTYPE,C", "LANG,C", "LANG,"})
  void javaStartsInALocaleThatHasAllLetters(String variable, String value) throws Exception {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      project.set(name, null);
    }
    project.set(variable, value);
    project.set("JAVA_HOME", project.java("locale", SHOW_LOCALE).toString());
    // The shell itself complains about a locale that does not exist.
    assertThat(project.start("plan").out()).contains("charmap UTF-8");
  }

  @Test
  void ofTheLocalesThatAreThereOneIsTaken() throws Exception {
    project.set("JAVA_HOME", project.java("locale", SHOW_LOCALE).toString());
    // macOS before version 15 behaves like this.
    project.program("locale", locales("US-ASCII", "C\nPOSIX\nde_DE.UTF-8\nen_US.UTF-8"));
    assertThat(project.start("plan").out()).contains("LC_ALL en_US.UTF-8");
    project.program("locale", locales("ANSI_X3.4-1968", "C\nPOSIX\nel_GR.utf8\nel_GR"));
    assertThat(project.start("plan").out()).contains("LC_ALL el_GR.utf8");
    project.program("locale", "#!/bin/sh\nexit 127\n");
    project.set("LC_ALL", "C");
    assertThat(project.start("plan").out()).contains("LC_ALL C.UTF-8");
  }

  @Test
  void aLocaleWithLettersOfItsOwnStays() throws Exception {
    project.set("JAVA_HOME", project.java("locale", SHOW_LOCALE).toString());
    project.program("locale", locales("ISO-8859-1", "C.utf8\nde_DE"));
    project.set("LC_ALL", null);
    project.set("LC_CTYPE", null);
    project.set("LANG", "C");
    assertThat(project.start("plan").out()).contains("LC_ALL ");
  }

  private static String locales(String charmap, String all) {
    return """
        #!/bin/sh
        case $1 in
          charmap) echo %s ;;
          -a) printf '%s\\n' ;;
        esac
        """
        .formatted(charmap, all.replace("\n", "\\n"));
  }

  private void refused(String message) throws Exception {
    Shell shell = project.start("plan");
    assertThat(shell.err()).containsExactly("lstm-sweep: " + message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }
}
