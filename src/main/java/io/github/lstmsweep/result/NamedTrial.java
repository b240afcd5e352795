package io.github.lstmsweep.result;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the trial that a person names: {@code best}, an id, or a unique prefix of an id. */
public final class NamedTrial {
  private static final String BEST = "best";
  private static final int NAMED = 3;
  private static final int REASON_CHARS = 80;

  private NamedTrial() {}

  /**
   * Returns the row of a named trial, which must be OK or PAUSED. A paused trial has a model in its
   * state, as long as that is not lost.
   *
   * @param name {@code best}, an id, or a prefix of one
   * @throws UserException if no trial or several trials match, or if the trial has no model
   */
  public static TrialRow find(TrialTable table, String name) {
    TrialRow row = row(table, name);
    if (row.status() != TrialStatus.OK && row.status() != TrialStatus.PAUSED) {
      throw UserException.badInput(
          "Cannot use trial "
              + row.id()
              + ": must be OK or PAUSED, since no other has a model, but is "
              + row.status()
              + row.statusDetail().map(detail -> " (" + shortened(detail) + ")").orElse(""));
    }
    return row;
  }

  /**
   * Returns the row of a named trial, whatever its status.
   *
   * @param name {@code best}, an id, or a prefix of one
   * @throws UserException if no trial or several trials match, or if the row cannot be read
   */
  public static TrialRow row(TrialTable table, String name) {
    return name.equals(BEST) ? best(table) : beginningWith(table, name);
  }

  private static TrialRow best(TrialTable table) {
    TableRows rows = table.rows();
    if (rows.isOfSeveralCorpora()) {
      throw UserException.badInput(
          "Cannot find trial best: must be the id of a trial, because the table "
              + table.place()
              + " has "
              + rows.byCorpus().size()
              + " corpora, and each has its own best",
          Remedy.of(Remedy.Kind.LIST_BEST));
    }
    return rows.best()
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot find trial best: the table "
                        + table.place()
                        + " must have a trial that is OK or stopped early, but has "
                        + (rows.rows().isEmpty()
                            ? "no rows"
                            : rows.counts().entrySet().stream()
                                .map(e -> e.getValue() + " " + e.getKey())
                                .collect(Collectors.joining(", ")))));
  }

  private static TrialRow beginningWith(TrialTable table, String name) {
    String hex = name.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{1,32}")) {
      throw cannotFind(
          name, "must be best, or the id of a trial or its beginning, of digits and a to f");
    }
    List<TrialId> ids =
        Stream.concat(table.finished().stream(), table.pausedEpochs().keySet().stream())
            .filter(id -> id.hex().startsWith(hex))
            .toList();
    if (ids.isEmpty()) {
      throw UserException.badInput(
          "Cannot find trial "
              + name
              + ": no trial of the table "
              + table.place()
              + " has such an id",
          Remedy.of(Remedy.Kind.LIST_TRIALS));
    }
    if (ids.size() > 1) {
      throw cannotFind(
          name,
          "must be the beginning of one id, but is that of "
              + ids.size()
              + ": "
              + ids.stream()
                  .map(TrialId::hex)
                  .sorted()
                  .limit(NAMED)
                  .collect(Collectors.joining(", "))
              + (ids.size() > NAMED ? ", ..." : "")
              + "; add digits");
    }
    return read(table, ids.get(0));
  }

  private static TrialRow read(TrialTable table, TrialId id) {
    Set<TrialId> only = Set.of(id);
    TableRows ended = table.rows(only);
    TableRows rows =
        ended.rows().isEmpty() && ended.unreadable().isEmpty()
            ? table.rowsWithCurves(Set.of(), only).rows()
            : ended;
    if (!rows.unreadable().isEmpty()) {
      throw UserException.storage(rows.unreadable().get(0).line());
    }
    return rows.rows().stream()
        .findFirst()
        .orElseThrow(
            () ->
                cannotFind(
                    id.hex(), "its row has just been set aside; the next run trains it again"));
  }

  private static UserException cannotFind(String name, String bound) {
    return UserException.badInput("Cannot find trial " + name + ": " + bound);
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= REASON_CHARS ? line : line.substring(0, REASON_CHARS - 3) + "...";
  }
}
