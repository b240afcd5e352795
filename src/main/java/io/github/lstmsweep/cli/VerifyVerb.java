package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TableInput;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.search.Draw;
import io.github.lstmsweep.search.Grid;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify OUT}: whether rows can be had once more, by training or from DL4J. */
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

  /**
   * What can be verified.
   *
   * @param trials by id
   * @param rows the OK ones
   */
  record Verifiable(
      StoredSweep stored, TrainingData corpus, Map<TrialId, Trial> trials, List<TrialRow> rows) {}

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
    Verifiable table = read();
    ExitCode code = ExitCode.OK;
    if (rescore.isPresent()) {
      // First, and in a Spark of its own, since the two serialize otherwise.
      Rescoring rescoring = new Rescoring(command.commandLine(), table);
      code =
          rescoring.run(
              drawn(
                  table,
                  rescore,
                  rescoring::canRescore,
                  "a language model by an LSTM with hidden_activation tanh, which is what DL4J"
                      + " has"));
    }
    if (sample.isPresent()) {
      ExitCode trained =
          new TrainingAgain(command.commandLine(), table)
              .run(
                  drawn(
                      table,
                      sample,
                      TrainingAgain::canCompare,
                      "that the engine cpu trained, whose bits are the same everywhere"));
      code = code == ExitCode.OK ? trained : code;
    }
    return code.code();
  }

  private Verifiable read() {
    StoredSweep stored = input.open();
    TrainingData corpus = input.data(stored);
    Map<TrialId, Trial> trials =
        Grid.trials(stored.spec(), Grid.dataset(stored.spec(), corpus)).stream()
            .collect(Collectors.toMap(Trial::id, Function.identity()));
    TableRows rows = stored.table().rows();
    UnreadableRow.lines(rows.unreadable()).forEach(command.commandLine().getErr()::println);
    long strangers = rows.rows().stream().filter(row -> !trials.containsKey(row.id())).count();
    if (strangers > 0) {
      throw new UserException(
          ExitCode.SPECIFICATION_CHANGED,
          List.of(
              "Cannot verify the table "
                  + stored.table().place()
                  + ": "
                  + strangers
                  + " of its "
                  + rows.rows().size()
                  + " rows are of trials that its specification no longer has, so the corpus's text"
                  + " or the software's numerics changed"));
    }
    return new Verifiable(
        stored,
        corpus instanceof Corpus text ? text.upTo(stored.spec().reach()) : corpus,
        trials,
        rows.rows().stream().filter(row -> row.status() == TrialStatus.OK).toList());
  }

  /**
   * Some of the rows that can be verified.
   *
   * @param must what they have to be beside OK, for people
   */
  private List<TrialRow> drawn(
      Verifiable table, Optional<Integer> count, Predicate<TrialRow> which, String must) {
    List<TrialRow> all = table.rows().stream().filter(which).toList();
    if (all.isEmpty()) {
      throw UserException.badInput(
          "Cannot verify the table "
              + table.stored().table().place()
              + ": must have a trial that is OK"
              + (table.rows().isEmpty() ? "" : " and " + must));
    }
    return Draw.of(all, count.get(), seed);
  }

  private static void requirePositive(String option, Optional<Integer> count) {
    if (count.isPresent() && count.get() < 1) {
      throw UserException.badInput(
          "Cannot set " + option + " to " + count.get() + ": must be a whole number above 0");
    }
  }
}
