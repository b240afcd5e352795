package io.github.lstmsweep.report.chart;

import java.util.List;

/** Maps values to places along one side of a drawing. */
public interface ChartAxis {
  /** Returns the coordinate of a value in the drawing. */
  double at(double value);

  /** Returns round values within the axis, at most about seven. */
  List<Double> ticks();
}
