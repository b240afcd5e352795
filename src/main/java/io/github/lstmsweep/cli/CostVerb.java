package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.NumberText;
import io.github.lstmsweep.cli.input.TableInput;
import io.github.lstmsweep.cli.output.CostList;
import io.github.lstmsweep.compare.NetworkCost;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.train.speed.SpeedMeter;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code cost OUT}: measures the cost of training and using the networks of a table. */
@Command(
    name = "cost",
    description =
        "Measure the networks of a table of texts on one core, warm: training, inference in batches"
            + " and generation.",
    mixinStandardHelpOptions = true)
final class CostVerb implements Callable<Integer> {
  private static final int MEASURES = 3;

  @Spec private CommandSpec command;
  @Mixin private TableInput input;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Measure each of the three for so long, after as long a warm-up (default: 2).")
  private String seconds = "2";

  @Override
  public Integer call() {
    double each = NumberText.positive("--seconds", seconds);
    StoredSweep stored = input.open();
    requireText(stored);
    Map<Trial, TrialRow> networks = networks(stored);
    Corpus corpus =
        corpus(stored, networks.keySet().iterator().next().dataset())
            .upTo(networks.keySet().stream().mapToLong(CostVerb::reach).max().orElseThrow());
    Map<Trial, float[]> parameters = new LinkedHashMap<>();
    networks.forEach((trial, row) -> parameters.put(trial, parameters(stored.table(), row)));
    PrintWriter out = command.commandLine().getOut();
    out.printf(
        "%s: measuring %s on one core with %s kernels, about %s%n",
        stored.spec().name(),
        Show.counted(networks.size(), "network"),
        new CpuTrainer().engine().kernels(),
        Show.seconds(2 * MEASURES * each * networks.size()));
    out.flush();
    // All networks are warmed up before the first measurement, so that the compiler has seen every
    // cell.
    parameters.forEach((trial, p) -> new SpeedMeter(trial, corpus, p).warmUp(each));
    List<NetworkCost> costs = new ArrayList<>();
    parameters.forEach(
        (trial, p) ->
            costs.add(new NetworkCost(trial, new SpeedMeter(trial, corpus, p).measure(each))));
    out.println();
    CostList.lines(costs).forEach(out::println);
    out.flush();
    return ExitCode.OK.code();
  }

  private void requireText(StoredSweep stored) {
    if (stored.spec().task() != Task.LANGUAGE_MODEL) {
      throw UserException.badInput(
          "Cannot measure the table "
              + stored.table().place()
              + ": must be of language models, but its task is "
              + stored.spec().task().key()
              + "; its rows have what each trial took: "
              + Show.command(
                  "sql",
                  input.out(),
                  "select trial_id, train_seconds, validation_seconds, flops from trials"));
    }
  }

  /**
   * Returns one trial per network, the best one that has it. The order is that of the
   * hyperparameters.
   */
  private static Map<Trial, TrialRow> networks(StoredSweep stored) {
    Map<Map<Hyperparameter, Object>, Map.Entry<Trial, TrialRow>> first = new LinkedHashMap<>();
    for (TrialRow row : stored.table().rows().rows()) {
      if (row.status() == TrialStatus.OK) {
        Trial trial = trial(row);
        first.putIfAbsent(NetworkCost.network(trial), Map.entry(trial, row));
      }
    }
    if (first.isEmpty()) {
      throw UserException.badInput(
          "Cannot measure the table "
              + stored.table().place()
              + ": must have a trial that is OK, since no other has a model");
    }
    Map<Trial, TrialRow> networks = new LinkedHashMap<>();
    first.values().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey, CostList.ORDER))
        .forEach(entry -> networks.put(entry.getKey(), entry.getValue()));
    return networks;
  }

  private static Trial trial(TrialRow row) {
    String cannot = "Cannot measure trial " + row.id() + ": ";
    Dataset dataset =
        row.dataset()
            .orElseThrow(
                () -> UserException.badInput(cannot + "its row does not say what it learned from"));
    try {
      return Trial.of(row.hyperparameters(), dataset);
    } catch (IllegalArgumentException e) {
      throw UserException.badInput(
          cannot + "a newer lstm-sweep wrote its row (" + e.getMessage() + ")");
    }
  }

  /** Returns the number of tokens up to the last target of the last window. */
  private static long reach(Trial trial) {
    Dataset dataset = trial.dataset();
    return (long) dataset.trainWindows()
        + dataset.validationWindows()
        + trial.hyperparameters().numSteps();
  }

  private Corpus corpus(StoredSweep stored, Dataset dataset) {
    Corpus corpus = input.corpus(stored, dataset.corpus());
    if (!corpus.sha256().equals(dataset.corpusSha256())) {
      throw UserException.badInput(
          "Cannot measure the table "
              + stored.table().place()
              + ": the text of "
              + corpus.name()
              + " must have the SHA-256 "
              + dataset.corpusSha256()
              + ", as its rows say, but has "
              + corpus.sha256());
    }
    return corpus;
  }

  private static float[] parameters(TrialTable table, TrialRow row) {
    try {
      return table.parameters(row);
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read the model of trial " + row.id() + ": " + Reason.of(e),
          Remedy.of(Remedy.Kind.MODEL_AGAIN));
    }
  }
}
