package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Elementary.EXP_HIGH;
import static io.github.lstmsweep.nn.kernel.Elementary.EXP_LOW;
import static io.github.lstmsweep.nn.kernel.Elementary.LN2_HIGH;
import static io.github.lstmsweep.nn.kernel.Elementary.LN2_LOW;
import static io.github.lstmsweep.nn.kernel.Elementary.LOG2_E;
import static io.github.lstmsweep.nn.kernel.Elementary.ONE_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.Q0;
import static io.github.lstmsweep.nn.kernel.Elementary.Q1;
import static io.github.lstmsweep.nn.kernel.Elementary.Q2;
import static io.github.lstmsweep.nn.kernel.Elementary.Q3;
import static io.github.lstmsweep.nn.kernel.Elementary.Q4;
import static io.github.lstmsweep.nn.kernel.Elementary.ROUND;
import static io.github.lstmsweep.nn.kernel.Elementary.SIGMOID_LIMIT;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_LIMIT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary} on lanes: the same operations in the same order, so the same bits. */
final class VectorElementary {
  private VectorElementary() {}

  static FloatVector exp(FloatVector x) {
    FloatVector y = clamp(x, EXP_LOW, EXP_HIGH);
    FloatVector n = y.fma(all(LOG2_E), all(ROUND));
    FloatVector scale = scale(n);
    return scale.fma(expMinus1(y, n), scale);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector y = clamp(x.neg(), -SIGMOID_LIMIT, SIGMOID_LIMIT);
    FloatVector n = y.fma(all(LOG2_E), all(ROUND));
    FloatVector scale = scale(n);
    FloatVector one = all(1f);
    return one.div(scale.fma(expMinus1(y, n), scale).add(one));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = clamp(x.add(x), -TANH_LIMIT, TANH_LIMIT);
    FloatVector n = y.fma(all(LOG2_E), all(ROUND));
    FloatVector scale = scale(n);
    FloatVector e = scale.fma(expMinus1(y, n), scale.sub(all(1f)));
    return e.div(e.add(all(2f)));
  }

  // Compare and blend: Java's min and max order -0 and NaN, which costs several instructions.
  private static FloatVector clamp(FloatVector x, float low, float high) {
    FloatVector h = all(high);
    FloatVector y = x.blend(h, x.compare(VectorOperators.GT, h));
    FloatVector l = all(low);
    return y.blend(l, y.compare(VectorOperators.LT, l));
  }

  private static FloatVector scale(FloatVector n) {
    return n.reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 23)
        .add(ONE_BITS)
        .reinterpretAsFloats();
  }

  private static FloatVector expMinus1(FloatVector y, FloatVector n) {
    FloatVector whole = n.sub(all(ROUND));
    FloatVector r = whole.fma(all(-LN2_LOW), whole.fma(all(-LN2_HIGH), y));
    FloatVector q = all(Q4).fma(r, all(Q3)).fma(r, all(Q2));
    q = q.fma(r, all(Q1)).fma(r, all(Q0));
    return r.mul(r).fma(q, r);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(VectorKernels.SPECIES, value);
  }
}
