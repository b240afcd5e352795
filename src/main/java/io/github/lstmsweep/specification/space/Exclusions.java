package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points of a grid that are not run. A point is its position on every axis.
 *
 * <p>A hundred thousand combinations may be excluded from a hundred thousand points. So points are
 * not compared with combinations one by one. Values are distinct, so a combination fixes one
 * position on each axis that it names. Combinations that name the same axes form a group. A point
 * is in a group if the group's set contains its positions on those axes. That takes one look-up per
 * group, and there are at most as many groups as sets of axes.
 */
public final class Exclusions {
  private final List<SpaceAxis> axes;
  private final List<Group> groups;

  private Exclusions(List<SpaceAxis> axes, List<Group> groups) {
    this.axes = axes;
    this.groups = groups;
  }

  /**
   * Groups the combinations by the axes that they name.
   *
   * @throws IllegalArgumentException if no point has a combination
   */
  static Exclusions of(List<SpaceAxis> axes, List<Map<Hyperparameter, Object>> combinations) {
    Positions places = new Positions(axes);
    Map<List<Integer>, Set<List<Integer>>> byAxes = new LinkedHashMap<>();
    for (Map<Hyperparameter, Object> combination : combinations) {
      List<Integer> named = new ArrayList<>();
      List<Integer> positions = new ArrayList<>();
      for (int a = 0; a < axes.size(); a++) {
        int position = places.on(axes.get(a), combination);
        if (position == Positions.NOWHERE) {
          throw new IllegalArgumentException("No point has " + combination);
        }
        if (position != Positions.ANYWHERE) {
          named.add(a);
          positions.add(position);
        }
      }
      byAxes.computeIfAbsent(named, k -> new HashSet<>()).add(positions);
    }
    List<Group> groups = new ArrayList<>();
    byAxes.forEach((named, positions) -> groups.add(new Group(named, positions)));
    return new Exclusions(axes, groups);
  }

  /** Returns whether there is nothing to exclude. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /**
   * Returns whether a point is not run.
   *
   * @param point one position per axis
   */
  public boolean contains(int[] point) {
    for (Group group : groups) {
      if (group.contains(point)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether every point is excluded. */
  boolean coverAll() {
    return coverAll(new int[axes.size()], 0);
  }

  private boolean coverAll(int[] point, int axis) {
    if (axis == point.length) {
      return contains(point);
    }
    for (int p = 0; p < axes.get(axis).size(); p++) {
      point[axis] = p;
      if (!coverAll(point, axis + 1)) {
        return false;
      }
    }
    return true;
  }

  /** The combinations that name the same axes. */
  private record Group(List<Integer> axes, Set<List<Integer>> positions) {
    boolean contains(int[] point) {
      List<Integer> here = new ArrayList<>(axes.size());
      for (int axis : axes) {
        here.add(point[axis]);
      }
      return positions.contains(here);
    }
  }
}
