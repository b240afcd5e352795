package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;

/** Tells the shape that a trial has on a device, before its data are read. */
final class TrialShape {
  private TrialShape() {}

  /** Returns the shape. */
  static Shape of(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    Dataset d = trial.dataset();
    int minibatch = Math.min(p.batchSize(), Math.max(d.trainWindows(), d.validationWindows()));
    boolean isText = d.task() == Task.LANGUAGE_MODEL;
    boolean isOneSequence = !isText && p.input() == SeriesInput.WINDOW;
    Architecture architecture =
        isText
            ? Architecture.of(p, d.vocabSize())
            : Architecture.of(p, 1).forecasting(SequenceShape.of(p, d).inputs());
    int steps = SequenceShape.of(p, d).longest();
    return new Shape(architecture, steps, isOneSequence, d.width(), p.dropout() > 0, minibatch);
  }
}
