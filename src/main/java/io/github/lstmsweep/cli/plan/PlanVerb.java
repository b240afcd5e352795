package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.GpuOptions;
import io.github.lstmsweep.cli.input.SpecInput;
import io.github.lstmsweep.cli.output.CorporaLines;
import io.github.lstmsweep.cli.output.SweepWarnings;
import io.github.lstmsweep.cli.output.TextLine;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.gpu.plan.GpuForecast;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.SimulatedRun;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.search.SearchForecast;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The verb {@code plan SPEC}: lists the trials that {@code run} would train, in its order. Trains
 * nothing.
 */
@Command(
    name = "plan",
    description = "List the trials in the order of their start, their cost and predicted time.",
    mixinStandardHelpOptions = true)
public final class PlanVerb implements Callable<Integer> {
  private static final int FIRST = 10;
  private static final int LAST = 5;

  @Spec private CommandSpec command;
  @Mixin private SpecInput input;
  @Mixin private GpuOptions gpus;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description =
          "Cores to simulate the run on, one a trial (default: those of this machine). Left out are"
              + " Spark's start and idle cores that help the last trials.")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--all", description = "List every trial, however many.")
  private boolean all;

  @Option(names = "--json", description = "Print all of it, with every trial, as one JSON object.")
  private boolean json;

  /** Only picocli calls this. */
  PlanVerb() {}

  @Override
  public Integer call() {
    if (cores < 1) {
      throw UserException.badInput(
          "Cannot set --cores to " + cores + ": must be a whole number above 0");
    }
    SweepInput sweep = input.read(StorageSettings.ofThisProcess());
    SweepWarnings.of(sweep).forEach(command.commandLine().getErr()::println);
    Search search = sweep.search();
    Schedule schedule =
        Schedule.of(sweep.trials(), CostModel.DEFAULT)
            .startingWith(search.first(new Search.Step(sweep.trials(), Map.of())));
    Optional<GpuForecast> onGpus = gpus.forecast(schedule);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(new PlanJson(sweep, schedule, cores).line(onGpus));
      return ExitCode.OK.code();
    }
    print(out, sweep, schedule, onGpus);
    return ExitCode.OK.code();
  }

  private void print(
      PrintWriter out, SweepInput sweep, Schedule schedule, Optional<GpuForecast> onGpus) {
    summarise(out, sweep, schedule);
    onGpus.map(GpuPlanText::of).ifPresent(lines -> lines.forEach(out::println));
    if (sweep.spec().search().learns()) {
      cost(out, sweep);
    } else {
      sweep.search().forecast().ifPresent(forecast -> search(out, sweep, forecast));
    }
    Varying varying = Varying.of(sweep.spec());
    out.println("All trials: " + varying.shared());
    TextLine.of(sweep).ifPresent(out::println);
    out.println();
    list(out, varying, schedule);
  }

  private void summarise(PrintWriter out, SweepInput sweep, Schedule schedule) {
    SimulatedRun run = SimulatedRun.of(schedule, cores);
    Dataset data = sweep.trials().get(0).dataset();
    int test = sweep.spec().windows().test();
    boolean isMany = sweep.data().count() > 1;
    out.printf(
        Locale.ROOT,
        "%s: %s on %s (%s training and %s validation windows%s%s%s)%n",
        sweep.spec().name(),
        Show.counted(sweep.trials().size(), "trial"),
        isMany ? Show.count(sweep.data().count()) + " corpora" : data.corpus(),
        Show.count(data.trainWindows()),
        Show.count(data.validationWindows()),
        test == 0 ? "" : ", " + Show.counted(test, "test window"),
        isMany ? " of each" : "",
        vocabulary(sweep));
    if (isMany) {
      CorporaLines.of(sweep.data()).forEach(out::println);
    }
    int included = sweep.search().included();
    if (included > 0) {
      out.println(Show.counted(included, "trial") + " of search.include first");
    }
    out.printf(
        "%s trained %s, %sFLOP; predicted %s on %s, %s on one%n",
        Show.scaled(PlanCost.total(sweep.trials(), TrialCost::trainedTokens)),
        tokens(data.task()),
        Show.scaled(PlanCost.total(sweep.trials(), TrialCost::flops)),
        Show.seconds(run.makespanSeconds()),
        Show.counted(cores, "core"),
        Show.seconds(schedule.totalSeconds()));
    out.printf(
        Locale.ROOT,
        "%s; lower bound %s; idle at the end: up to %s (%.1f%% of core time)%n",
        Show.counted(run.tasks(), "task"),
        Show.seconds(run.lowerBoundSeconds()),
        Show.seconds(run.idleTailSeconds()),
        100 * (1 - run.busyShare()));
  }

  /** Returns the numbers of distinct tokens of the texts. */
  private static String vocabulary(SweepInput sweep) {
    return PlanCost.vocabulary(sweep)
        .map(
            sizes ->
                ", vocabulary of "
                    + sizes.getMin()
                    + (sizes.getMin() == sizes.getMax() ? "" : " to " + sizes.getMax()))
        .orElse("");
  }

  /** Prints the cost of a search that decides by its scores how far it trains. */
  private static void cost(PrintWriter out, SweepInput sweep) {
    double all = PlanCost.total(sweep.trials(), TrialCost::trainedTokens);
    double most = PlanCost.mostTokens(sweep);
    out.printf(
        Locale.ROOT,
        "%s trains at most %s %s of them (%.1f%%), and then one trial%s to its end%n",
        sweep.spec().search().name(),
        Show.scaled(most),
        tokens(sweep.spec().task()),
        100 * most / all,
        sweep.data().count() > 1 ? " of each corpus" : "");
  }

  /** Prints the cost of a search that stops trials early, beside that of the whole grid above. */
  private void search(PrintWriter out, SweepInput sweep, SearchForecast forecast) {
    double all = PlanCost.total(sweep.trials(), TrialCost::trainedTokens);
    Task task = sweep.spec().task();
    out.printf(
        Locale.ROOT,
        "%s trains %s: about %s %s (%.1f%%) and %s on %s; at worst %s (%.1f%%) and %s%s%n",
        sweep.spec().search().name(),
        forecast.rungs().stream()
            .map(rung -> trials(rung.trials()) + " to epoch " + rung.epoch())
            .collect(Collectors.joining(", ")),
        Show.scaled(forecast.expected().tokens()),
        tokens(task),
        100 * forecast.expected().tokens() / all,
        Show.seconds(forecast.expected().seconds() / cores),
        Show.counted(cores, "core"),
        Show.scaled(forecast.worst().tokens()),
        100 * forecast.worst().tokens() / all,
        Show.seconds(forecast.worst().seconds() / cores),
        sweep.spec().search().race().isPresent()
            ? " (expected where configurations differ "
                + SearchForecast.CONFIGURATIONS_TO_SEEDS
                + " times as much as seeds)"
            : "");
  }

  private static String trials(double number) {
    return Show.counted(Math.max(1, Math.round(number)), "trial");
  }

  private void list(PrintWriter out, Varying varying, Schedule schedule) {
    int count = schedule.trials().size();
    int first = all || count <= FIRST + LAST + 1 ? count : FIRST;
    List<String> columns = new ArrayList<>(List.of("start"));
    columns.addAll(varying.names());
    Task task = schedule.trials().get(0).dataset().task();
    columns.addAll(List.of(tokens(task), "FLOP", "predicted_seconds", "trial_id"));
    TextTable table = new TextTable(columns);
    for (int i = 0; i < count; i++) {
      if (i < first || i >= count - LAST) {
        table.row(row(varying, schedule, i));
      }
    }
    List<String> lines = table.lines();
    lines.subList(0, first + 1).forEach(out::println);
    if (first < count) {
      out.println("... " + Show.count(count - first - LAST) + " more (--all lists them)");
      lines.subList(first + 1, lines.size()).forEach(out::println);
    }
  }

  /** Returns the unit of trained_tokens. */
  private static String tokens(Task task) {
    return task == Task.LANGUAGE_MODEL ? "tokens" : "steps";
  }

  private static List<String> row(Varying varying, Schedule schedule, int place) {
    Trial trial = schedule.trials().get(place);
    return varying.row(
        List.of(Show.count(place + 1)),
        trial.hyperparameters()::value,
        List.of(
            Show.scaled((double) TrialCost.of(trial).trainedTokens()),
            Show.scaled(TrialCost.of(trial).flops()),
            String.format(Locale.ROOT, "%.1f", schedule.seconds().get(place)),
            trial.id().hex()));
  }
}
