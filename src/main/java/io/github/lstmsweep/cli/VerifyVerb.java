package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TableInput;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.Verification;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify OUT}: verifies rows by training them again, or with DL4J. */
@Command(
    name = "verify",
    description = "Train some trials again, or have DL4J score their models, and compare.",
    mixinStandardHelpOptions = true)
final class VerifyVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableInput input;

  @Option(
      names = "--sample",
      paramLabel = "K",
      description = "Train so many trials again and compare parameters_sha256.")
  private Optional<Integer> sample = Optional.empty();

  @Option(
      names = "--rescore",
      paramLabel = "K",
      description =
          "Have DL4J Spark compute the validation_perplexity of so many trials from their models.")
  private Optional<Integer> rescore = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed, other trials (default: 0).")
  private long seed;

  @Override
  public Integer call() {
    requirePositive("--sample", sample);
    requirePositive("--rescore", rescore);
    if (sample.isEmpty() && rescore.isEmpty()) {
      throw UserException.badInput(
          "Cannot verify nothing: must have --sample K, --rescore K or both");
    }
    if (rescore.isPresent()) {
      Rescoring.requireDl4j();
    }
    Verification table = read();
    ExitCode code = ExitCode.OK;
    if (rescore.isPresent()) {
      // Rescoring comes first and in a Spark session of its own, since the two serialize
      // differently.
      Rescoring rescoring = new Rescoring(command.commandLine(), table);
      code =
          rescoring.run(
              table.draw(
                  rescore.get(),
                  seed,
                  rescoring::canRescore,
                  "a language model by an LSTM with hidden_activation tanh, which is what DL4J"
                      + " has"));
    }
    if (sample.isPresent()) {
      ExitCode trained =
          new TrainingAgain(command.commandLine(), table)
              .run(
                  table.draw(
                      sample.get(),
                      seed,
                      TrainingAgain::canCompare,
                      "that the engine cpu trained, whose bits are the same everywhere"));
      code = code == ExitCode.OK ? trained : code;
    }
    return code.code();
  }

  private Verification read() {
    StoredSweep stored = input.open();
    Verification table = Verification.of(stored, input.data(stored));
    UnreadableRow.lines(table.unreadable()).forEach(command.commandLine().getErr()::println);
    return table;
  }

  private static void requirePositive(String option, Optional<Integer> count) {
    if (count.isPresent() && count.get() < 1) {
      throw UserException.badInput(
          "Cannot set " + option + " to " + count.get() + ": must be a whole number above 0");
    }
  }
}
