package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.trial.OptimizerKind;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Applies {@link Optimizer}'s formulas to a pack. Each member has its own learning rate. */
final class PackedOptimizer {
  private final OptimizerKind kind;
  private final float weightDecay;
  private final INDArray lr; // [P][1][1]
  private final PackedParameters first; // null if the formula has none
  private final PackedParameters second;
  private double beta1Power = 1;
  private double beta2Power = 1;

  /**
   * Makes an optimizer that has taken no step.
   *
   * @param ofMembers one per member, alike except for their learning rates
   */
  PackedOptimizer(List<Optimizer> ofMembers, PackedParameters parameters) {
    kind = ofMembers.get(0).kind();
    weightDecay = ofMembers.get(0).weightDecay();
    lr = column(ofMembers.stream().mapToDouble(Optimizer::lr).toArray());
    first = kind == OptimizerKind.SGD ? null : zeros(parameters);
    second = kind == OptimizerKind.ADAM ? zeros(parameters) : null;
  }

  private PackedOptimizer(PackedOptimizer of, int[] members) {
    kind = of.kind;
    weightDecay = of.weightDecay;
    lr = PackedParameters.members(of.lr, members);
    first = of.first == null ? null : of.first.only(members);
    second = of.second == null ? null : of.second.only(members);
    beta1Power = of.beta1Power;
    beta2Power = of.beta2Power;
  }

  /** Returns an optimizer that continues with some of the members. */
  PackedOptimizer only(int[] members) {
    return new PackedOptimizer(this, members);
  }

  private static PackedParameters zeros(PackedParameters parameters) {
    return parameters.map(array -> Nd4j.zeros(array.shape()));
  }

  private static INDArray column(double[] of) {
    INDArray column = Nd4j.zeros(of.length, 1, 1);
    for (int p = 0; p < of.length; p++) {
      column.putScalar(p, 0, 0, of[p]);
    }
    return column;
  }

  /**
   * Takes one step.
   *
   * @param gradient gradient of the parameters; overwritten
   * @param shrink factor that clips each member's gradient, at most 1
   */
  void step(PackedParameters parameters, PackedParameters gradient, double[] shrink) {
    INDArray shrinks = column(shrink);
    beta1Power *= Optimizer.BETA1;
    beta2Power *= Optimizer.BETA2;
    for (int i = 0; i < parameters.arrays().size(); i++) {
      INDArray w = parameters.arrays().get(i);
      INDArray g = gradient.arrays().get(i);
      g.muli(shrinks);
      if (weightDecay != 0) {
        g.addi(w.mul(weightDecay));
      }
      switch (kind) {
        case SGD -> {}
        case MOMENTUM -> g.assign(first.arrays().get(i).muli(Optimizer.MOMENTUM).addi(g));
        case ADAM -> adam(i, g);
      }
      w.subi(g.muli(lr));
    }
  }

  private void adam(int i, INDArray g) {
    INDArray m = first.arrays().get(i);
    INDArray v = second.arrays().get(i);
    m.muli(Optimizer.BETA1).addi(g.mul(1 - Optimizer.BETA1));
    v.muli(Optimizer.BETA2).addi(g.mul(g).muli(1 - Optimizer.BETA2));
    INDArray root = Transforms.sqrt(v, true).muli(1 / Math.sqrt(1 - beta2Power));
    g.assign(m.div(root.addi(Optimizer.EPSILON)).divi(1 - beta1Power));
  }
}
