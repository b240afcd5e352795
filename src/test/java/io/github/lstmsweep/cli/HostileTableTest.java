package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.lstmsweep.result.row.HostileRows;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs every verb over tables that somebody made to do harm. The tables point in many ways to a
 * folder next to them. Afterwards that folder must be unchanged, and every verb must end.
 */
@Timeout(value = 300)
class HostileTableTest {
  private static final String SPEC =
      """
      name: hostile
      corpus: harbour
      windows: {train: 64, validation: 32, test: 8}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1, 2]}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;
  private Path victim;

  /** The traps that a stranger may put into a table. */
  enum Trap {
    LINK_FOR_A_FINISHED_TRIALS_SCRATCH {
      @Override
      void set(Path out, Path victim) throws IOException {
        link(out.resolve("_attempts").resolve(id(out, 1)), victim);
      }
    },
    LINK_FOR_A_MISSING_TRIALS_SCRATCH {
      @Override
      void set(Path out, Path victim) throws IOException {
        link(out.resolve("_attempts").resolve(id(out, 0)), victim);
      }
    },
    LINK_OF_ANY_NAME_AMONG_THE_ATTEMPTS {
      @Override
      void set(Path out, Path victim) throws IOException {
        link(out.resolve("_attempts/anything"), victim);
        link(out.resolve("_attempts").resolve("f".repeat(32)), victim);
      }
    },
    FOREIGN_FILES_AMONG_THE_ATTEMPTS {
      @Override
      void set(Path out, Path victim) throws IOException {
        Path scratch = Files.createDirectories(out.resolve("_attempts").resolve(id(out, 1)));
        for (Path file : files(victim)) {
          Files.copy(file, scratch.resolve(file.getFileName()));
          Files.createLink(out.resolve("_attempts").resolve("hard-" + file.getFileName()), file);
        }
      }
    },
    LINK_FOR_THE_ATTEMPTS {
      @Override
      void set(Path out, Path victim) throws IOException {
        moveOutAndLink(out.resolve("_attempts"), victim);
      }
    },
    LINK_FOR_THE_ROWS {
      @Override
      void set(Path out, Path victim) throws IOException {
        moveOutAndLink(out.resolve("trials"), victim);
      }
    },
    LINK_FOR_THE_MODELS {
      @Override
      void set(Path out, Path victim) throws IOException {
        moveOutAndLink(out.resolve("models"), victim);
      }
    },
    LINK_FOR_THE_QUARANTINE {
      @Override
      void set(Path out, Path victim) throws IOException {
        Files.write(row(out, 1), new byte[9]);
        link(out.resolve("_quarantine"), victim);
      }
    },
    LINK_FOR_THE_MANIFESTS {
      @Override
      void set(Path out, Path victim) throws IOException {
        link(out.resolve("_compacted"), victim);
      }
    },
    LINK_FOR_A_ROW {
      @Override
      void set(Path out, Path victim) throws IOException {
        moveOutAndLink(row(out, 1), victim);
      }
    },
    LINK_FOR_A_MODEL {
      @Override
      void set(Path out, Path victim) throws IOException {
        moveOutAndLink(model(out, 1), victim);
      }
    },
    LINKS_FOR_SPECIFICATION_REPORT_AND_TEST_SCORE {
      @Override
      void set(Path out, Path victim) throws IOException {
        for (String name : List.of("report.html", "test.json")) {
          Files.deleteIfExists(out.resolve(name));
          link(out.resolve(name), victim.resolve("fresh.txt"));
        }
      }
    },
    DIGEST_THAT_LEADS_OUT_OF_THE_TABLE {
      @Override
      void set(Path out, Path victim) throws IOException {
        Files.createDirectories(out.resolve("models").resolve(id(out, 1) + "-"));
        HostileRows.setText(
            row(out, 1), "parameters_sha256", "/../../../" + victim.getFileName() + "/firmware");
      }
    },
    MANIFEST_THAT_LEADS_OUT_OF_THE_TABLE {
      @Override
      void set(Path out, Path victim) throws IOException {
        Files.createDirectories(out.resolve("trials/rows-.."));
        HostileRows.manifest(out, "-", "../../../../" + victim.getFileName() + "/data", List.of());
        HostileRows.manifest(out, "-", "-", List.of("no id"));
      }
    },
    PIPE_DEVICE_AND_LOOPS_AMONG_THE_ROWS {
      @Override
      void set(Path out, Path victim) throws IOException {
        pipe(out.resolve("trials/pipe.parquet"));
        Files.delete(row(out, 1));
        pipe(out.resolve("trials/trial-" + id(out, 1) + ".parquet"));
        link(out.resolve("trials/zero.parquet"), Path.of("/dev/zero"));
        link(out.resolve("trials/loop"), out.resolve("trials"));
        link(out.resolve("trials/root"), Path.of("/"));
        link(out.resolve("trials/beside"), victim);
      }
    },
    NAMES_WITH_ESCAPES {
      @Override
      void set(Path out, Path victim) throws IOException {
        for (String where : List.of("models", "trials", "_attempts", ".")) {
          Files.createDirectories(out.resolve(where));
          Files.write(out.resolve(where).resolve("evil\u001b[2J\u001b]0;x\u0007.bin"), new byte[1]);
          Files.write(out.resolve(where).resolve("line\nfeed: colon"), new byte[1]);
        }
      }
    },
    HUGE_FILES {
      @Override
      void set(Path out, Path victim) throws IOException {
        huge(row(out, 1));
        huge(out.resolve("trials/other.parquet"));
        huge(model(out, 2));
        huge(out.resolve("test.json"));
        Files.createDirectories(out.resolve("_compacted"));
        huge(out.resolve("_compacted").resolve("0".repeat(32) + ".manifest"));
        huge(out.resolve("trials/rows-" + "1".repeat(32) + ".parquet"));
        Path scratch = Files.createDirectories(out.resolve("_attempts").resolve(id(out, 0)));
        huge(scratch.resolve("started-1"));
      }
    },
    FOLDERS_FOR_FILES {
      @Override
      void set(Path out, Path victim) throws IOException {
        Path row = row(out, 1);
        Files.delete(row);
        Files.createDirectories(row.resolve("inside"));
        Files.deleteIfExists(out.resolve("test.json"));
        Files.createDirectory(out.resolve("test.json"));
      }
    },
    COMPRESSED_ROW_WITH_A_SEAL {
      @Override
      void set(Path out, Path victim) throws IOException {
        HostileRows.compress(row(out, 1));
      }
    };

    abstract void set(Path out, Path victim) throws IOException;
  }

  @BeforeEach
  void makeATable() throws IOException {
    LocalSpark.session();
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    out = folder.resolve("group/out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(0);
    Files.createDirectories(out.resolve("_attempts"));
    // One trial is missing, so that `run` has work.
    Path missing = row(out, 0);
    Files.move(missing, folder.resolve("was-" + missing.getFileName()));
    victim = Files.createDirectories(folder.resolve("group/victim"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
    for (String name :
        List.of("old.txt", "firmware.bin", "data.parquet", "outside-0123456789abcdef")) {
      Files.setLastModifiedTime(Files.writeString(victim.resolve(name), name), old);
    }
    Files.writeString(victim.resolve("fresh.txt"), "fresh");
    Files.createDirectory(victim.resolve("empty"));
  }

  @ParameterizedTest
  @EnumSource(Trap.class)
  void noVerbTouchesWhatLiesBesideATable(Trap trap) throws IOException {
    trap.set(out, victim);
    Map<String, String> before = contents(victim);
    String id = id(out, 1);
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("status", out),
            List.of("audit", out),
            List.of("sql", out, "select count(*) from trials"),
            List.of("best", out),
            List.of("report", out),
            List.of("show", out, id),
            List.of("replay", out),
            List.of("generate", out, "--trial", id, "--length", "4"),
            List.of("score", out, "--trial", id, "--text", "harbour"),
            List.of("forecast", out, "--trial", id, "--steps", "2"),
            List.of("init", "--table", out, "--to", folder.resolve(trap + ".yaml")),
            List.of("export", out, "--trial", id, "--to", folder.resolve(trap + ".safetensors")),
            List.of("export", out, "--format", "optuna", "--to", folder.resolve(trap + ".journal")),
            List.of("verify", out, "--sample", "1"),
            List.of("compact", out),
            List.of("audit", out, "--set-aside"),
            List.of("run", spec, "--out", out),
            List.of("run", spec, "--out", out, "--retry", "failed"),
            List.of("audit", out, "--json"),
            List.of("compact", out),
            List.of("status", out))) {
      Shell shell = Shell.run(command.toArray());
      assertThat(shell.exitCode()).as("%s: %s", command, shell.err()).isIn(0, 2, 3, 4, 5);
      assertThat(shell.err().toString())
          .as("%s", command)
          .doesNotContain("Unexpected error")
          .doesNotContain("OutOfMemory");
      assertThat(contents(victim)).as("%s: %s", command, shell.err()).isEqualTo(before);
    }
  }

  @Test
  void afterALinkForOneRowTheOthersAreReadAndTheTrialIsTrainedAgain() throws IOException {
    Trap.LINK_FOR_A_ROW.set(out, victim);
    assertThat(Shell.run("sql", out, "select count(*) as n from trials").out())
        .containsExactly("n", "1");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as("%s", run.err()).isEqualTo(0);
    assertThat(Shell.run("audit", out).exitCode()).isEqualTo(0);
  }

  private static void huge(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  private static void pipe(Path path) {
    assertThatCode(
            () ->
                assertThat(
                        new ProcessBuilder("mkfifo", path.toString())
                            .inheritIO()
                            .start()
                            .waitFor(10, TimeUnit.SECONDS))
                    .isTrue())
        .doesNotThrowAnyException();
  }

  /**
   * Returns the id of one of the three trials, in order. The ids come from the models, which no
   * trap removes.
   */
  private static String id(Path out, int i) throws IOException {
    return model(out, i).getFileName().toString().substring(0, 32);
  }

  private static Path model(Path out, int i) throws IOException {
    return files(out.resolve("models")).stream()
        .filter(file -> file.toString().endsWith(".bin"))
        .sorted()
        .toList()
        .get(i);
  }

  private static Path row(Path out, int i) throws IOException {
    return out.resolve("trials/trial-" + id(out, i) + ".parquet");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Moves a file or a folder into the victim's folder and puts a link in its place. */
  private static void moveOutAndLink(Path path, Path victim) throws IOException {
    link(path, Files.move(path, victim.resolve(path.getFileName())));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        contents.put(
            file.toString(),
            isFile
                ? Files.getLastModifiedTime(file)
                    + " "
                    + new String(
                        Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                : "folder");
      }
    }
    return contents;
  }
}
