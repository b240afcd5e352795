package io.github.lstmsweep.nd4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Computes one recurrent layer of a pack of P networks, forward and backward through a window. It
 * uses PyTorch's formulas as operations on whole arrays. B is the rows of a minibatch, H the hidden
 * units, and G the gates.
 */
final class PackedLayer {
  private final Cell cell;
  private final boolean tanh;
  private final int numHiddens;
  private final PackedParameters parameters;
  private final int layer;

  // The values of every step that the backward pass needs.
  private final INDArray[] gates; // [P][B][GH], activated
  private final INDArray[] candidates; // a gated unit's recurrent part of its candidate, [P][B][H]
  private final INDArray[] cells; // an LSTM's c, [P][B][H]; index 0 is the state before the window
  private final INDArray[] hidden; // [P][B][H]; index 0 is the state before the window
  private INDArray
      carry; // gradient of the previous step's c, or of a gated unit's h past its gates

  PackedLayer(PackedParameters parameters, int layer, int numSteps) {
    this.cell = parameters.architecture().cell();
    this.tanh = parameters.architecture().hiddenActivation() == HiddenActivation.TANH;
    this.numHiddens = parameters.architecture().numHiddens();
    this.parameters = parameters;
    this.layer = layer;
    gates = new INDArray[numSteps];
    candidates = new INDArray[numSteps];
    cells = new INDArray[numSteps + 1];
    hidden = new INDArray[numSteps + 1];
  }

  /** Starts a window from the zero state. */
  void begin(int members, int rows) {
    hidden[0] = Nd4j.zeros(members, rows, numHiddens);
    cells[0] = hidden[0];
  }

  /** Returns the hidden states of step t, [P][B][H]. */
  INDArray hidden(int t) {
    return hidden[t + 1];
  }

  /** Returns the contents of an LSTM's cells at step t, [P][B][H]; null for the other cells. */
  INDArray cells(int t) {
    return cells[t + 1];
  }

  /**
   * Computes step t.
   *
   * @param input input weights times input, [P][B][GH]; overwritten
   */
  void forward(int t, INDArray input) {
    INDArray recurrent = Nd4j.matmul(hidden[t], parameters.recurrent(layer));
    INDArray x = input.addi(parameters.inputBias(layer));
    recurrent.addi(parameters.recurrentBias(layer));
    switch (cell) {
      case LSTM -> lstm(t, x.addi(recurrent));
      case GRU -> gru(t, x, recurrent);
      case MGU -> mgu(t, x, recurrent);
      case RNN -> {
        INDArray h = x.addi(recurrent);
        hidden[t + 1] = tanh ? Transforms.tanh(h, false) : h;
      }
    }
  }

  private void lstm(int t, INDArray x) {
    INDArray activated = Nd4j.createUninitialized(x.shape());
    gate(activated, 0, 2).assign(Transforms.sigmoid(gate(x, 0, 2), true));
    gate(activated, 2, 3).assign(Transforms.tanh(gate(x, 2, 3), true));
    gate(activated, 3, 4).assign(Transforms.sigmoid(gate(x, 3, 4), true));
    gates[t] = activated;
    INDArray c = gate(activated, 1, 2).mul(cells[t]);
    c.addi(gate(activated, 0, 1).mul(gate(activated, 2, 3)));
    cells[t + 1] = c;
    hidden[t + 1] = (tanh ? Transforms.tanh(c, true) : c).mul(gate(activated, 3, 4));
  }

  private void gru(int t, INDArray x, INDArray recurrent) {
    INDArray activated = Nd4j.createUninitialized(x.shape());
    gate(activated, 0, 2)
        .assign(Transforms.sigmoid(gate(x, 0, 2).add(gate(recurrent, 0, 2)), false));
    INDArray candidate = gate(recurrent, 2, 3).dup();
    INDArray n = gate(activated, 0, 1).mul(candidate).addi(gate(x, 2, 3));
    gate(activated, 2, 3).assign(tanh ? Transforms.tanh(n, false) : n);
    gates[t] = activated;
    candidates[t] = candidate;
    INDArray fresh = gate(activated, 2, 3);
    hidden[t + 1] = hidden[t].sub(fresh).muli(gate(activated, 1, 2)).addi(fresh);
  }

  private void mgu(int t, INDArray x, INDArray recurrent) {
    INDArray activated = Nd4j.createUninitialized(x.shape());
    gate(activated, 0, 1)
        .assign(Transforms.sigmoid(gate(x, 0, 1).add(gate(recurrent, 0, 1)), false));
    INDArray candidate = gate(recurrent, 1, 2).dup();
    INDArray n = gate(activated, 0, 1).mul(candidate).addi(gate(x, 1, 2));
    gate(activated, 1, 2).assign(tanh ? Transforms.tanh(n, false) : n);
    gates[t] = activated;
    candidates[t] = candidate;
    INDArray fresh = gate(activated, 1, 2);
    hidden[t + 1] = fresh.sub(hidden[t]).muli(gate(activated, 0, 1)).addi(hidden[t]);
  }

  /** Starts the backward pass. */
  void beginBackward(int members, int rows) {
    carry = Nd4j.zeros(members, rows, numHiddens);
  }

  /** The gradients of the gates' input part and recurrent part, [P][B][gates]. */
  private record GateGradients(INDArray ofInput, INDArray ofRecurrence) {
    static GateGradients same(INDArray both) {
      return new GateGradients(both, both);
    }
  }

  /**
   * Computes step t backward.
   *
   * @param dh gradient of the hidden states of step t, [P][B][H], without the part in {@code carry}
   * @param gradient gradient of the parameters, to add to
   */
  Back backward(int t, INDArray dh, PackedParameters gradient) {
    GateGradients gate =
        switch (cell) {
          case LSTM -> GateGradients.same(lstmBackward(t, dh));
          case GRU -> {
            INDArray ofInput = Nd4j.createUninitialized(gates[t].shape());
            yield new GateGradients(ofInput, gruBackward(t, dh.add(carry), ofInput));
          }
          case MGU -> {
            INDArray ofInput = Nd4j.createUninitialized(gates[t].shape());
            yield new GateGradients(ofInput, mguBackward(t, dh.add(carry), ofInput));
          }
          case RNN -> {
            INDArray h = hidden[t + 1];
            yield GateGradients.same(tanh ? dh.mul(h.mul(h).rsubi(1)) : dh);
          }
        };
    INDArray dInput = gate.ofInput();
    INDArray dRecurrent = gate.ofRecurrence();
    gradient.recurrent(layer).addi(product(hidden[t], true, dRecurrent, false));
    gradient.inputBias(layer).addi(dInput.sum(true, 1));
    gradient.recurrentBias(layer).addi(dRecurrent.sum(true, 1));
    return new Back(dInput, product(dRecurrent, false, parameters.recurrent(layer), true));
  }

  /**
   * The result of a backward step.
   *
   * @param dInput gradient of input weights times input, [P][B][GH]
   * @param dBefore gradient of the hidden states before the step, [P][B][H], without {@code carry}
   */
  record Back(INDArray dInput, INDArray dBefore) {}

  private INDArray lstmBackward(int t, INDArray dh) {
    INDArray i = gate(gates[t], 0, 1);
    INDArray f = gate(gates[t], 1, 2);
    INDArray g = gate(gates[t], 2, 3);
    INDArray o = gate(gates[t], 3, 4);
    INDArray activated = tanh ? Transforms.tanh(cells[t + 1], true) : cells[t + 1];
    INDArray dc = dh.mul(o);
    if (tanh) {
      dc.muli(activated.mul(activated).rsubi(1));
    }
    dc.addi(carry);
    INDArray d = Nd4j.createUninitialized(gates[t].shape());
    gate(d, 0, 1).assign(dc.mul(g).muli(slope(i)));
    gate(d, 1, 2).assign(dc.mul(cells[t]).muli(slope(f)));
    gate(d, 2, 3).assign(dc.mul(i).muli(g.mul(g).rsubi(1)));
    gate(d, 3, 4).assign(dh.mul(activated).muli(slope(o)));
    carry = dc.muli(f);
    return d;
  }

  private INDArray gruBackward(int t, INDArray dh, INDArray dInput) {
    INDArray r = gate(gates[t], 0, 1);
    INDArray z = gate(gates[t], 1, 2);
    INDArray n = gate(gates[t], 2, 3);
    INDArray dn = dh.mul(z.rsub(1));
    if (tanh) {
      dn.muli(n.mul(n).rsubi(1));
    }
    gate(dInput, 0, 1).assign(dn.mul(candidates[t]).muli(slope(r)));
    gate(dInput, 1, 2).assign(dh.mul(hidden[t].sub(n)).muli(slope(z)));
    gate(dInput, 2, 3).assign(dn);
    INDArray dRecurrent = dInput.dup();
    gate(dRecurrent, 2, 3).muli(r);
    carry = dh.muli(z);
    return dRecurrent;
  }

  private INDArray mguBackward(int t, INDArray dh, INDArray dInput) {
    INDArray f = gate(gates[t], 0, 1);
    INDArray n = gate(gates[t], 1, 2);
    INDArray dn = dh.mul(f);
    if (tanh) {
      dn.muli(n.mul(n).rsubi(1));
    }
    INDArray df = dn.mul(candidates[t]).addi(n.sub(hidden[t]).muli(dh));
    gate(dInput, 0, 1).assign(df.muli(slope(f)));
    gate(dInput, 1, 2).assign(dn);
    INDArray dRecurrent = dInput.dup();
    gate(dRecurrent, 1, 2).muli(f);
    carry = dh.muli(f.rsub(1));
    return dRecurrent;
  }

  /** Returns the derivative of a sigmoid from its value. */
  private static INDArray slope(INDArray sigmoid) {
    return sigmoid.rsub(1).muli(sigmoid);
  }

  private INDArray gate(INDArray x, int from, int to) {
    return x.get(all(), all(), interval((long) from * numHiddens, (long) to * numHiddens));
  }

  static INDArray product(INDArray a, boolean transposeA, INDArray b, boolean transposeB) {
    return Nd4j.matmul(a, b, transposeA, transposeB, false);
  }
}
