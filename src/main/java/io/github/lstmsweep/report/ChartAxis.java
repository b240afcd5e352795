package io.github.lstmsweep.report;

import java.util.List;

/** Where values lie along one side of a drawing. */
interface ChartAxis {
  /** Where a value is in the drawing. */
  double at(double value);

  /** Round values within it, at most about seven. */
  List<Double> ticks();
}
