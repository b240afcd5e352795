package io.github.lstmsweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.progress.VtScreen;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code run} in a terminal that the program {@code script} makes. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class PseudoTerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final long LIMIT_SECONDS = 180;
  private static final String END_OF_FRAME = "\u001b[J";
  private static final String SPEC =
      """
      name: terminal
      corpus: harbour
      windows: {train: 640, validation: 32}
      parameters:
        num_hiddens: {value: 16}
        batch_size: {value: 32}
        num_epochs: {value: %d}
        seed: {values: [0, 1, 2]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"40, 1", "80, ''", "200, ''"})
  void theBlockFitsTheTerminalAndDisappears(int columns, String noColor) throws Exception {
    Process run = start(60, columns, noColor);
    run.getOutputStream().close();
    String written = written(run);

    assertThat(run.exitValue()).as(written).isZero();
    int begin = written.lastIndexOf('\n', written.indexOf('\u001b')) + 1;
    int end = written.lastIndexOf(END_OF_FRAME) + END_OF_FRAME.length();
    VtScreen screen = new VtScreen(columns, 24).feed(written.substring(0, begin));
    List<String> before = screen.lines();
    assertThat(String.join("", before)).startsWith("terminal: training 3 trials on ");
    final int wrapsBefore = screen.wraps();
    List<List<String>> frames = new ArrayList<>();
    for (String frame : written.substring(begin, end).split("(?<=\u001b\\[J)", -1)) {
      screen.feed(frame);
      frames.add(screen.lines().subList(before.size(), screen.lines().size()));
    }
    assertThat(screen.wraps()).as("lines that are too wide").isEqualTo(wrapsBefore);
    assertThat(screen.lines()).as("after the last frame").isEqualTo(before);
    assertThat(screen.colors() == 0).isEqualTo(!noColor.isEmpty());
    List<List<String>> blocks = frames.stream().filter(frame -> !frame.isEmpty()).toList();
    assertThat(blocks)
        .isNotEmpty()
        .allSatisfy(
            block -> {
              assertThat(block).hasSizeBetween(2, 4);
              assertThat(block.get(0)).matches("[0-3]/3 trials, [0-3] running");
              assertThat(block.get(1)).contains("%").matches("[█░]+ .*(left|took .*)( .*)?");
            });
    assertThat(blocks).anyMatch(block -> block.stream().anyMatch(l -> l.startsWith("epoch ")));
    assertThat(written.substring(end)).contains("3 of 3 trials in ");
  }

  @Test
  void ctrlCErasesTheBlockAndSaysHowToGoOn() throws Exception {
    Process run = start(1_000_000, 80, "");
    StringBuilder written = new StringBuilder();
    byte[] bytes = new byte[8192];
    boolean interrupted = false;
    for (int n = run.getInputStream().read(bytes); n >= 0; n = run.getInputStream().read(bytes)) {
      written.append(new String(bytes, 0, n, UTF_8));
      if (!interrupted && written.indexOf("epoch ") > 0) {
        interrupted = true;
        OutputStream keyboard = run.getOutputStream();
        keyboard.write(3);
        keyboard.flush();
      }
    }
    assertThat(run.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(run.exitValue()).as(written.toString()).isEqualTo(130);
    List<String> lines = new VtScreen(80, 24).feed(written.toString()).lines();
    assertThat(String.join("", lines.subList(1, lines.size())))
        .doesNotContain("running", "\u2588", "\u2591")
        .contains("Stopped. Finished trials are kept in ")
        .endsWith("the same command goes on with the rest.");
  }

  private Process start(int epochs, int columns, String noColor) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(SCRIPT), "the program script is not here");
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC.formatted(epochs));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Dspark.master=local[1]", "-Dlstmsweep.terminal=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "run", spec.toString()));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    String words =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    // A command line has a limit of 128 KiB, and a class path may be long.
    Path file =
        Files.writeString(
            folder.resolve("run.sh"),
            "stty cols "
                + columns
                + " rows 24\n"
                // A build in the background ignores Ctrl-C, and its processes inherit that.
                + "env --default-signal=INT true 2>/dev/null && d='env --default-signal=INT'\n"
                + "exec ${d:-} "
                + words
                + " 2> >(trap '' INT; exec grep -v '^WARNING: Using')\n");
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", "bash " + file, "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("NO_COLOR", noColor);
    return builder.start();
  }

  private static String written(Process run) throws Exception {
    String written = new String(run.getInputStream().readAllBytes(), UTF_8);
    assertThat(run.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    return written;
  }
}
