package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.cli.output.HyperparameterJson;
import io.github.lstmsweep.cli.output.JsonLine;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.gpu.plan.GpuForecast;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.SimulatedRun;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.search.SearchForecast;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a plan for programs: one line of JSON with everything that the printed plan says, and with
 * every trial. Tokens of a time series are steps.
 */
final class PlanJson {
  private final SweepInput sweep;
  private final Schedule schedule;
  private final int cores;

  PlanJson(SweepInput sweep, Schedule schedule, int cores) {
    this.sweep = sweep;
    this.schedule = schedule;
    this.cores = cores;
  }

  /** Returns the plan as one line of JSON. */
  String line(Optional<GpuForecast> onGpus) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sweep", sweep.spec().name());
    json.put("task", sweep.spec().task().key());
    json.put("method", sweep.spec().search().name());
    json.put("trials", sweep.trials().size());
    json.put("included_trials", sweep.search().included());
    data(json);
    json.put("trained_tokens", PlanCost.total(sweep.trials(), TrialCost::trainedTokens));
    json.put("flops", PlanCost.total(sweep.trials(), TrialCost::flops));
    processor(json);
    json.put("search", search());
    json.put("gpu", onGpus.map(GpuPlanJson::of).orElse(null));
    Varying varying = Varying.of(sweep.spec());
    List<Hyperparameter> shared =
        Arrays.stream(Hyperparameter.values()).filter(varying.fixed()::containsKey).toList();
    json.put("hyperparameters", HyperparameterJson.of(shared, varying.fixed()::get));
    List<Object> starts = new ArrayList<>();
    for (int i = 0; i < schedule.trials().size(); i++) {
      starts.add(start(varying, schedule.trials().get(i), schedule.seconds().get(i)));
    }
    json.put("schedule", starts);
    return JsonLine.of(json);
  }

  private void data(Map<String, Object> json) {
    Dataset first = sweep.trials().get(0).dataset();
    json.put("corpora", sweep.data().all().stream().map(PlanJson::corpus).toList());
    json.put("train_windows", first.trainWindows());
    json.put("validation_windows", first.validationWindows());
    json.put("test_windows", sweep.spec().windows().test());
    Optional<IntSummaryStatistics> sizes = PlanCost.vocabulary(sweep);
    json.put("smallest_vocabulary", sizes.map(IntSummaryStatistics::getMin).orElse(null));
    json.put("largest_vocabulary", sizes.map(IntSummaryStatistics::getMax).orElse(null));
  }

  private static Map<String, Object> corpus(TrainingData data) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("corpus", data.name());
    if (data instanceof Corpus text) {
      json.put("characters", text.count().characters());
      json.put("dropped_characters", text.count().dropped());
    } else {
      json.put("column", data instanceof TimeSeries series ? series.column() : null);
      json.put("values", data.length());
    }
    return json;
  }

  private void processor(Map<String, Object> json) {
    SimulatedRun run = SimulatedRun.of(schedule, cores);
    json.put("cores", cores);
    json.put("tasks", run.tasks());
    json.put("predicted_seconds", run.makespanSeconds());
    json.put("one_core_seconds", schedule.totalSeconds());
    json.put("lower_bound_seconds", run.lowerBoundSeconds());
    json.put("idle_seconds", run.idleTailSeconds());
    json.put("busy_share", run.busyShare());
  }

  /** The cost of a search that stops trials early; null if all of them are trained. */
  private Map<String, Object> search() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (sweep.spec().search().learns()) {
      json.put("most_tokens", PlanCost.mostTokens(sweep));
      return json;
    }
    Optional<SearchForecast> forecast = sweep.search().forecast();
    if (forecast.isEmpty()) {
      return null;
    }
    json.put("rungs", forecast.get().rungs().stream().map(PlanJson::rung).toList());
    json.put("expected_tokens", forecast.get().expected().tokens());
    json.put("expected_seconds", forecast.get().expected().seconds() / cores);
    json.put("most_tokens", forecast.get().worst().tokens());
    json.put("most_seconds", forecast.get().worst().seconds() / cores);
    return json;
  }

  private static Map<String, Object> rung(SearchForecast.Rung rung) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", rung.epoch());
    json.put("trials", rung.trials());
    return json;
  }

  private static Map<String, Object> start(Varying varying, Trial trial, double seconds) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial_id", trial.id().hex());
    json.put(
        "hyperparameters",
        HyperparameterJson.of(varying.hyperparameters(), trial.hyperparameters()::value));
    json.put("trained_tokens", TrialCost.of(trial).trainedTokens());
    json.put("flops", TrialCost.of(trial).flops());
    json.put("predicted_seconds", seconds);
    return json;
  }
}
