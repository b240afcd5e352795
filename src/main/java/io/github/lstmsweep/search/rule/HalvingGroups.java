package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of trials, each of which is halved by itself. They take their steps together, so that the
 * trials of all groups can be trained at once.
 */
final class HalvingGroups {
  private final Trainees trainees;
  private final int factor;
  private final List<Group> groups = new ArrayList<>();

  private static final class Group {
    private final List<Integer> epochs;
    private List<Integer> left;
    private int rung;

    Group(List<Integer> trials, List<Integer> epochs) {
      this.left = trials;
      this.epochs = epochs;
    }

    boolean isAtWork() {
      return rung < epochs.size();
    }

    int epoch() {
      return epochs.get(rung);
    }
  }

  /**
   * Makes no group yet.
   *
   * @param factor one of so many trials is kept, and its epochs grow by it
   */
  HalvingGroups(Trainees trainees, int factor) {
    this.trainees = trainees;
    this.factor = factor;
  }

  /** Adds a group that decides after {@code first} epochs for the first time. */
  HalvingGroups add(List<Integer> trials, int first) {
    groups.add(new Group(trials, Rungs.of(first, factor, trainees.epochs())));
    return this;
  }

  /** Trains all groups to their ends. */
  void train() {
    List<Group> atWork = groups;
    while (!atWork.isEmpty()) {
      List<Integer> trials = new ArrayList<>();
      List<Integer> epochs = new ArrayList<>();
      for (Group group : atWork) {
        for (int trial : group.left) {
          trials.add(trial);
          epochs.add(group.epoch());
        }
      }
      double[] scores = trainees.trainEach(trials, epochs);
      int from = 0;
      for (Group group : atWork) {
        double[] own = Arrays.copyOfRange(scores, from, from + group.left.size());
        from += own.length;
        group.left = Order.best(group.left, own, Math.max(1, group.left.size() / factor));
        group.rung++;
      }
      atWork = atWork.stream().filter(Group::isAtWork).toList();
    }
  }
}
