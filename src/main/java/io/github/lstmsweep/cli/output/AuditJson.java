package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.TrialId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an audit for programs: one line of JSON, with the keys of the printed list. */
public final class AuditJson {
  private AuditJson() {}

  /**
   * Returns the audit as one line of JSON.
   *
   * @param leftOut the trials that a race which is over has left out
   */
  public static String of(StoredSweep stored, AuditReport report, List<TrialId> leftOut) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", stored.table().place());
    json.put("name", stored.spec().name());
    json.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
    json.put("expected", report.expected());
    json.put("found", report.found());
    json.put("missing", report.missing().stream().map(TrialId::hex).toList());
    json.put("duplicate", findings(report.duplicate()));
    json.put("corrupt", findings(report.corrupt()));
    json.put("unexpected", findings(report.unexpected()));
    json.put("orphan_models", report.orphanModels());
    json.put("left_out", leftOut.stream().map(TrialId::hex).toList());
    return JsonLine.of(json);
  }

  private static List<Map<String, String>> findings(List<Finding> findings) {
    return findings.stream()
        .map(
            finding -> {
              Map<String, String> json = new LinkedHashMap<>();
              json.put("file", finding.file());
              json.put("trial_id", finding.trial());
              json.put("problem", finding.problem());
              return json;
            })
        .toList();
  }
}
