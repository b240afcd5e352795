package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads arbitrary bytes as a file of several rows. */
public final class RowsFuzz {
  private RowsFuzz() {}

  /**
   * Returns whether {@code input} is accepted. Accepted rows must be usable and stay equal when one
   * of them is removed.
   */
  public static boolean takes(byte[] input) throws IOException {
    byte[] file = ParquetInput.file(input);
    Set<TrialId> ids =
        SingleRowFile.trialIds(file).stream()
            .filter(text -> text.matches("[0-9a-f]{32}"))
            .map(TrialId::new)
            .collect(Collectors.toCollection(HashSet::new));
    try {
      MultiRowFile.check(file);
      Map<TrialId, TrialRow> rows = MultiRowFile.read(ids, file);
      rows.values().forEach(RowFuzz::use);
      if (ids.isEmpty()) {
        return false;
      }
      TrialId first = ids.iterator().next();
      SingleRowFile.curve(MultiRowFile.row(first, file));
      SingleRowFile.forecasts(MultiRowFile.row(first, file));
      if (MultiRowFile.knowsColumnsOf(file)) {
        requireOthersWithout(first, rows, file);
      }
      return true;
    } catch (CorruptFileException e) {
      return false;
    }
  }

  private static void requireOthersWithout(TrialId first, Map<TrialId, TrialRow> rows, byte[] file)
      throws IOException {
    byte[] fewer = MultiRowFile.without(file, Set.of(first));
    Set<TrialId> others = new HashSet<>(rows.keySet());
    others.remove(first);
    Map<TrialId, TrialRow> left = MultiRowFile.read(others, fewer);
    for (TrialId id : others) {
      if (!left.get(id).equals(rows.get(id))) {
        throw new AssertionError(rows.get(id) + " became " + left.get(id));
      }
    }
    if (SingleRowFile.trialIds(fewer).contains(first.hex())) {
      throw new AssertionError(first + " is still there");
    }
  }
}
