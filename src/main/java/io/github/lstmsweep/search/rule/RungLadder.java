package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains trials from rung to rung. It is the course of a rule, so it lives no longer than one. */
final class RungLadder {
  private final Trainees trainees;
  private final List<Integer> epochs;
  private final List<Rung> rungs = new ArrayList<>();

  /** The highest rung of each trial that has begun, and its score there. */
  private final Map<Integer, Integer> last = new LinkedHashMap<>();

  private final Map<Integer, Double> score = new HashMap<>();
  private double tokens;

  /**
   * Makes empty rungs.
   *
   * @param factor one of so many trials goes on, and its epochs grow by it; at least 2
   * @param first epochs of the lowest rung; at least 1
   */
  RungLadder(Trainees trainees, int factor, int first) {
    this.trainees = trainees;
    this.epochs = Rungs.of(first, factor, trainees.epochs());
    epochs.forEach(epoch -> rungs.add(new Rung(factor)));
  }

  /** Trains new trials to the lowest rung, together. */
  void begin(List<Integer> trials) {
    train(trials, 0);
  }

  /** Trains some trials from the highest rung that has any to go on; returns false if none may. */
  boolean promote(int most) {
    for (int rung = rungs.size() - 2; rung >= 0; rung--) {
      if (rungs.get(rung).canPromote()) {
        List<Integer> next = new ArrayList<>();
        while (next.size() < most && rungs.get(rung).canPromote()) {
          next.add(rungs.get(rung).promote());
        }
        train(next, rung + 1);
        return true;
      }
    }
    return false;
  }

  /**
   * Lets one trial go on from each rung that none has left. No further trial arrives there, so one
   * of them may go on as in successive halving, even if they are fewer than the factor.
   */
  void finish() {
    for (int rung = 0; rung < rungs.size() - 1 && !rungs.get(rung).lacksScores(); rung++) {
      Optional<Integer> next = rungs.get(rung).promoteOne();
      if (next.isPresent()) {
        train(List.of(next.get()), rung + 1);
      }
    }
  }

  /** Returns the tokens of all epochs so far. */
  double tokens() {
    return tokens;
  }

  /**
   * Returns all trials that have begun: those of the highest rung first, and of each rung the best
   * first. A trial that failed is last.
   */
  List<Integer> bestFirst() {
    return last.keySet().stream()
        .sorted(
            Comparator.comparing((Integer trial) -> Double.isInfinite(score.get(trial)))
                .thenComparing(trial -> -last.get(trial))
                .thenComparing(score::get))
        .toList();
  }

  private void train(List<Integer> trials, int rung) {
    for (int trial : trials) {
      tokens +=
          trainees.epochTokens(trial) * (epochs.get(rung) - (rung == 0 ? 0 : epochs.get(rung - 1)));
      last.put(trial, rung);
    }
    double[] scores = trainees.train(trials, epochs.get(rung));
    for (int i = 0; i < scores.length; i++) {
      rungs.get(rung).add(trials.get(i), scores[i]);
      score.put(trials.get(i), scores[i]);
    }
  }
}
