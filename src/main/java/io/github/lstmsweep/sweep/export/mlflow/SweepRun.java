package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the run of a sweep, below which the runs of its trials stand. */
final class SweepRun {
  static final String KIND = "sweep";
  static final String PROGRAM = "lstm-sweep";

  private SweepRun() {}

  static WantedRun of(ExportedTable table) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(Tag.KIND, KIND);
    origin.put(Tag.SWEEP, table.spec().name());
    origin.put(Tag.SOURCE, PROGRAM);
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(Tag.of("table"), table.place());
    tags.put(Tag.of("rows"), String.valueOf(table.all().rows().size()));
    table.all().best().ifPresent(row -> tags.put(Tag.of("best_trial_id"), row.id().hex()));
    tags.put(Tag.NOTE, note(table));
    tags.replaceAll((name, value) -> TextLimit.TAG.of(value));
    byte[] content = (tags + " " + table.finished()).getBytes(StandardCharsets.UTF_8);
    String exported = Sha256.of(content);
    return new WantedRun(
        table.spec().name(),
        RunStatus.FINISHED,
        table.started(),
        table.finished(),
        origin,
        Map.of(),
        tags,
        List.of(),
        List.of(),
        exported,
        Set.of(exported));
  }

  private static String note(ExportedTable table) {
    return "A sweep of lstm-sweep. Its specification:\n\n```yaml\n"
        + SpecWriter.toYaml(table.spec())
        + "```\n";
  }
}
