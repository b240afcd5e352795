package io.github.lstmsweep.specification;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.MedianStop;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.specification.search.IncludeReader;
import io.github.lstmsweep.specification.search.SearchReader;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.space.ValueRange;
import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.specification.yaml.YamlText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes a specification as one text per key, in the file's order and in YAML's flow style. */
final class SpecFields {
  private SpecFields() {}

  /**
   * Returns the text of each key. A key inside another one has a dot, such as {@code timeout.trial}
   * and {@code parameters.lr}.
   */
  static Map<String, String> of(SweepSpec spec) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", YamlText.quoted(spec.name()));
    fields.put("task", spec.task().key());
    CorpusAxis axis = spec.axis();
    if (axis.isMany()) {
      fields.put("corpus.values", quoted(axis.corpora()));
      if (!axis.sha256().isEmpty()) {
        fields.put("corpus.sha256", quoted(axis.sha256()));
      }
    } else {
      fields.put("corpus", YamlText.quoted(spec.corpus()));
    }
    if (spec.task() == Task.TIME_SERIES) {
      if (!axis.inputs().isEmpty()) {
        fields.put(AxisReader.TARGET, YamlText.quoted(spec.column()));
        fields.put(AxisReader.COLUMNS, quoted(axis.inputs()));
      } else if (axis.columns().size() > 1) {
        fields.put("column.values", quoted(axis.columns()));
      } else if (!spec.column().isEmpty()) {
        fields.put("column", YamlText.quoted(spec.column()));
      }
      fields.put("scale", spec.scale().key());
    } else {
      fields.put("tokens", spec.tokens().key());
      fields.put("min_freq", String.valueOf(spec.minFreq()));
      spec.text().words().forEach((key, word) -> fields.put("text." + key, word));
      fields.put("sample.prefix", YamlText.quoted(spec.sample().prefix()));
      fields.put("sample.length", String.valueOf(spec.sample().length()));
      fields.put("sample.temperature", ValueText.write(spec.sample().temperature()));
    }
    fields.put("windows.train", String.valueOf(spec.windows().train()));
    fields.put("windows.validation", String.valueOf(spec.windows().validation()));
    fields.put("windows.test", String.valueOf(spec.windows().test()));
    SearchSettings search = spec.search();
    fields.put("method", search.method().key());
    for (String key : search.method().keys()) {
      value(spec, key).ifPresent(value -> fields.put(SearchReader.SECTION + "." + key, value));
    }
    fields.put("metric.name", spec.metric().name());
    fields.put("metric.goal", spec.metric().goal());
    spec.space()
        .parameters()
        .forEach((h, values) -> fields.put("parameters." + h.key(), written(spec, h, values)));
    fields.put(
        "tie",
        spec.space().tie().stream()
            .map(tie -> tie.stream().map(h -> h.key()).collect(Collectors.joining(", ", "[", "]")))
            .collect(Collectors.joining(", ", "[", "]")));
    fields.put(
        "exclude",
        spec.space().exclude().stream()
            .map(ValueText::write)
            .collect(Collectors.joining(", ", "[", "]")));
    fields.put("timeout.trial", duration(spec.timeout().trial()));
    fields.put("timeout.sweep", duration(spec.timeout().sweep()));
    fields.put("checkpoint", duration(spec.checkpoint().every()));
    return fields;
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String written(SweepSpec spec, Hyperparameter h, List<Object> values) {
    ValueRange range = spec.space().ranges().get(h);
    return range == null ? ValueText.write(values) : range.written();
  }

  private static Optional<String> value(SweepSpec spec, String key) {
    SearchSettings search = spec.search();
    return switch (key) {
      case SearchReader.MAX_TRIALS -> text(search.maxTrials());
      case SearchReader.MAX_COST -> Optional.of(search.maxCost().written());
      case SearchReader.REDUCTION_FACTOR -> Optional.of(String.valueOf(search.reductionFactor()));
      case SearchReader.MIN_EPOCHS -> text(search.minEpochs());
      case SearchReader.SEED -> Optional.of(String.valueOf(search.seed()));
      case SearchReader.INCLUDE ->
          Optional.of(search.include())
              .filter(points -> !points.isEmpty())
              .map(points -> IncludeReader.written(points, spec.space()));
      case SearchReader.EARLY_STOP -> search.earlyStop().map(SpecFields::written);
      case SearchReader.MEDIAN -> search.median().map(SpecFields::written);
      case SearchReader.RACE -> search.race().map(SpecFields::written);
      default -> throw new IllegalArgumentException("Cannot write " + key + ": must be a key");
    };
  }

  private static String written(EarlyStop stop) {
    return "{%s: %d, %s: %s}"
        .formatted(
            SearchReader.PATIENCE,
            stop.patience(),
            SearchReader.MIN_DELTA,
            ValueText.write((Object) stop.minDelta()));
  }

  private static String written(MedianStop stop) {
    List<String> keys = new ArrayList<>();
    text(stop.minEpochs()).ifPresent(n -> keys.add(SearchReader.MIN_EPOCHS + ": " + n));
    text(stop.interval()).ifPresent(n -> keys.add(SearchReader.INTERVAL + ": " + n));
    return "{" + String.join(", ", keys) + "}";
  }

  private static String written(Race race) {
    return "{%s: %s}".formatted(SearchReader.ALPHA, ValueText.write((Object) race.alpha()));
  }

  private static Optional<String> text(OptionalInt number) {
    return number.isPresent() ? Optional.of(String.valueOf(number.getAsInt())) : Optional.empty();
  }

  private static String duration(Optional<Duration> duration) {
    return duration.map(DurationText::write).orElse(DurationText.NONE);
  }
}
