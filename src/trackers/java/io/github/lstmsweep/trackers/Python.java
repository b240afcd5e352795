package io.github.lstmsweep.trackers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Python of the property {@code trackers.python}, or else of the variable {@code
 * LSTM_SWEEP_PYTHON}.
 */
final class Python {
  private static final Path CHECKS = Path.of("src", "trackers", "python");

  private Python() {}

  /** Returns a program that runs Python with these words. */
  static ProcessBuilder with(Object... words) {
    String python =
        Optional.ofNullable(System.getProperty("trackers.python"))
            .or(() -> Optional.ofNullable(System.getenv("LSTM_SWEEP_PYTHON")))
            .orElse("");
    assertThat(python)
        .as("-Dtrackers.python must name a Python with the packages of %s", CHECKS)
        .isNotEmpty();
    List<String> command = new ArrayList<>(List.of(python));
    for (Object word : words) {
      command.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing is reported to the makers of these programs.
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().put("DO_NOT_TRACK", "true");
    // No compiled copy of a check lies beside it.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    // The server needs none of its background jobs.
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    return builder;
  }

  /** Runs a check, which must succeed, and returns the lines that it prints. */
  static List<String> check(String script, Object... words) throws IOException {
    List<Object> all = new ArrayList<>(List.of(CHECKS.resolve(script)));
    all.addAll(List.of(words));
    Process process = with(all.toArray()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(printed).isZero();
    System.out.print(printed);
    return printed.lines().toList();
  }
}
