package io.github.lstmsweep.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code submit/local.sh} with a table whose name has letters that the caller's locale lacks.
 * A shell makes the name of bytes, because this process may lack the letters too.
 */
@DisabledOnOs(OS.WINDOWS)
class LocaleIT {
  @TempDir static Path folder;

  /** The bytes of the name, escaped, so that the locale of the tests makes no difference. */
  private static final String NAME = "T\\303\\274\\342\\202\\254";

  @BeforeAll
  static void train() throws Exception {
    String windows = "'windows={train: 64, validation: 32}'";
    assertThat(
            shell(
                "export LC_ALL=C; submit/local.sh run conf/quickstart.yaml --set num_epochs=1"
                    + " --set "
                    + windows
                    + " --out \"$OUT\""))
        .last()
        .asString()
        .startsWith("0 ");
  }

  @Test
  void theTableLiesWhereItWasAskedFor() throws Exception {
    assertThat(shell("cd \"$OUT\" && ls trials | wc -l")).first().asString().contains("8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG="})
  void itIsFoundInEveryLocale(String locale) throws Exception {
    List<String> printed =
        shell(
            "unset LC_ALL LC_CTYPE LANG; export "
                + locale
                + "; submit/local.sh status \"$OUT\"; submit/local.sh status \"$OUT-none\"");
    assertThat(printed)
        .anyMatch(line -> line.matches("OK +8"))
        .anyMatch(line -> line.contains("/Tü€-none: must be a folder with a sweep.yaml"));
  }

  /** Runs a script of bash. Returns the lines that it prints, and a last one with its exit code. */
  private static List<String> shell(String script) throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    String out = "OUT=\"" + folder + "/$(printf '" + NAME + "')\"; ";
    List<String> command = new ArrayList<>(List.of("bash", "-c", out + script));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exitCode = process.waitFor();
    List<String> lines = new ArrayList<>(Files.readAllLines(log, UTF_8));
    lines.add(exitCode + " is how it ends");
    return lines;
  }
}
