package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.ScoresByEpoch;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.search.Results;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a table for a search, as they are at one moment. They are decoded at the first
 * request for a score.
 */
public final class StoredResults implements Results {
  private final TrialTable table;
  private final Set<TrialId> ended;
  private final Map<TrialId, Integer> paused;
  private final Map<TrialId, Course> courses;
  private boolean isRead;

  /** The scores of a trial. An ended one that is not OK has infinity after its last epoch. */
  // Never compared or used as a key.
  @SuppressWarnings("ArrayRecordComponent")
  private record Course(boolean hasEnded, boolean isOk, double[] scores) {
    double after(int epoch) {
      boolean failedBefore = epoch > scores.length && hasEnded && !isOk;
      if (failedBefore || scores.length == 0) {
        return Double.POSITIVE_INFINITY;
      }
      double score = scores[Math.min(epoch, scores.length) - 1];
      return Double.isFinite(score) ? score : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * The results of these trials.
   *
   * @param ended trials of {@code table} that have ended
   * @param paused the number of epochs of the paused ones
   */
  public StoredResults(TrialTable table, Set<TrialId> ended, Map<TrialId, Integer> paused) {
    this(table, ended, paused, new HashMap<>());
  }

  private StoredResults(
      TrialTable table,
      Set<TrialId> ended,
      Map<TrialId, Integer> paused,
      Map<TrialId, Course> courses) {
    this.table = table;
    this.ended = Set.copyOf(ended);
    this.paused = Map.copyOf(paused);
    this.courses = courses;
  }

  /** Returns the results at a later moment. Rows that have not changed are not read again. */
  StoredResults later(Set<TrialId> endedNow, Map<TrialId, Integer> pausedNow) {
    return new StoredResults(table, endedNow, pausedNow, courses);
  }

  @Override
  public Set<TrialId> ended() {
    return ended;
  }

  @Override
  public int pausedEpochs(TrialId id) {
    return paused.getOrDefault(id, 0);
  }

  @Override
  public double score(TrialId id, int epoch) {
    if (!isRead) {
      read();
      isRead = true;
    }
    Course course = courses.get(id);
    return course == null ? Double.POSITIVE_INFINITY : course.after(epoch);
  }

  private void read() {
    Set<TrialId> newlyEnded = new HashSet<>(ended);
    newlyEnded.removeIf(id -> courses.containsKey(id) && courses.get(id).hasEnded());
    Set<TrialId> newlyPaused = new HashSet<>(paused.keySet());
    newlyPaused.removeIf(
        id -> courses.containsKey(id) && courses.get(id).scores().length >= paused.get(id));
    TableRows.WithCurves rows = table.rowsWithCurves(newlyEnded, newlyPaused);
    List<UnreadableRow> unreadable = rows.rows().unreadable();
    if (!unreadable.isEmpty()) {
      // A decision without this score could be a different one.
      throw new UserException(ExitCode.STORAGE, UnreadableRow.lines(unreadable));
    }
    for (TrialRow row : rows.rows().rows()) {
      List<EpochPoint> curve = rows.curves().getOrDefault(row.id(), List.of());
      courses.put(
          row.id(),
          new Course(
              row.status() != TrialStatus.PAUSED,
              row.status() == TrialStatus.OK,
              ScoresByEpoch.of(row, curve)));
    }
  }
}
