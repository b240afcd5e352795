package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.layer.Dropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Computes a pack of P language models of one shape together. One product of matrices for a model
 * becomes one product of P matrices. Each model has its own parameters and its own minibatch. The
 * semantics are those of {@code nn.LanguageModel}; the order of sums is the backend's. B is the
 * windows of a minibatch, T the steps, V the tokens, H the hidden units, and G the gates.
 */
final class PackedNetwork {
  private final PackedParameters parameters;
  private final TokenWindows windows;
  private final List<PackedLayer> layers = new ArrayList<>();
  private final int numHiddens;
  private final int vocab;

  PackedNetwork(PackedParameters parameters, TokenWindows windows) {
    this.parameters = parameters;
    this.windows = windows;
    this.numHiddens = parameters.architecture().numHiddens();
    this.vocab = parameters.architecture().vocabSize();
    for (int layer = 0; layer < parameters.architecture().numLayers(); layer++) {
      layers.add(new PackedLayer(parameters, layer, windows.numSteps()));
    }
  }

  /**
   * The result of a forward pass.
   *
   * @param loss mean loss of each member's minibatch (nats per token)
   * @param largestH largest |h| of each member, over every layer, step and window
   * @param largestC largest |c| of each member, over every layer, step and window; 0 without c
   */
  // Only the caller reads the arrays.
  @SuppressWarnings("ArrayRecordComponent")
  record Losses(double[] loss, float[] largestH, float[] largestC) {}

  /**
   * Returns the mean loss of each member's minibatch (nats per token) and the largest states.
   *
   * @param starts starts of each member's windows, [P][B]
   */
  Losses loss(int[][] starts) {
    forward(starts, Masks.NONE);
    INDArray loss = Nd4j.zeros(members(), 1, 1);
    Largest h = new Largest(members());
    Largest c = new Largest(members());
    for (int t = 0; t < windows.numSteps(); t++) {
      INDArray logits = logits(t);
      loss.addi(subtractLogSum(logits).sum(true, 1)).subi(targets(logits, starts, t));
      for (PackedLayer layer : layers) {
        h.take(layer.hidden(t));
        if (layer.cells(t) != null) {
          c.take(layer.cells(t));
        }
      }
    }
    return new Losses(means(loss, starts[0].length), h.values(), c.values());
  }

  /**
   * Returns the mean loss of each member's minibatch (nats per token) and stores its gradient.
   *
   * @param starts starts of each member's windows, [P][B]
   * @param dropout dropout of each member; empty for none
   * @param minibatch number of the minibatch, from 0, over all epochs
   * @param gradient shaped like the parameters; overwritten
   */
  double[] lossAndGradient(
      int[][] starts, List<Dropout> dropout, long minibatch, PackedParameters gradient) {
    int rows = starts[0].length;
    gradient.arrays().forEach(array -> array.assign(0));
    Masks masks = new Masks(dropout, minibatch, rows, numHiddens);
    forward(starts, masks);
    INDArray loss = Nd4j.zeros(members(), 1, 1);
    INDArray[] dOutput = new INDArray[windows.numSteps()];
    for (int t = 0; t < windows.numSteps(); t++) {
      dOutput[t] = output(starts, t, loss, gradient);
    }
    backward(starts, masks, dOutput, gradient);
    return means(loss, rows);
  }

  private void forward(int[][] starts, Masks masks) {
    int rows = starts[0].length;
    for (PackedLayer layer : layers) {
      layer.begin(members(), rows);
    }
    for (int t = 0; t < windows.numSteps(); t++) {
      for (int l = 0; l < layers.size(); l++) {
        layers
            .get(l)
            .forward(
                t,
                l == 0
                    ? rowsOfTokens(starts, t)
                    : Nd4j.matmul(
                        masks.masked(layers.get(l - 1).hidden(t), l, t), parameters.input(l)));
      }
    }
  }

  /** Returns the input table's row of every window's token, [P][B][GH]. */
  private INDArray rowsOfTokens(int[][] starts, int t) {
    INDArray table = parameters.input(0);
    long columns = table.size(2);
    INDArray rows =
        Nd4j.pullRows(
            table.reshape('c', new long[] {(long) members() * vocab, columns}),
            1,
            tokens(starts, t));
    return rows.reshape('c', new long[] {members(), starts[0].length, columns});
  }

  /** Returns the row of every window's token in the concatenated tables of the members. */
  private int[] tokens(int[][] starts, int t) {
    int rows = starts[0].length;
    int[] at = new int[members() * rows];
    for (int p = 0; p < members(); p++) {
      for (int b = 0; b < rows; b++) {
        at[p * rows + b] = p * vocab + windows.ids()[starts[p][b] + t];
      }
    }
    return at;
  }

  private INDArray logits(int t) {
    INDArray h = layers.get(layers.size() - 1).hidden(t);
    return PackedLayer.product(h, false, parameters.output(), true).addi(parameters.outputBias());
  }

  /** Subtracts each row's maximum from its logits, in place, and returns log Σ exp, [P][B][1]. */
  private static INDArray subtractLogSum(INDArray logits) {
    logits.subi(logits.max(true, 2));
    return Transforms.log(Transforms.exp(logits, true).sum(true, 2), false);
  }

  /** Returns each member's sum of its targets' logits, [P][1][1]. */
  private INDArray targets(INDArray logits, int[][] starts, int t) {
    int rows = starts[0].length;
    INDArray of =
        Nd4j.pullRows(logits.reshape('c', new long[] {logits.length(), 1}), 1, places(starts, t));
    return of.reshape('c', new long[] {members(), rows, 1}).sum(true, 1);
  }

  /** Returns the flat indices of the targets in [P][B][V]. */
  private int[] places(int[][] starts, int t) {
    int rows = starts[0].length;
    int[] at = new int[members() * rows];
    for (int p = 0; p < members(); p++) {
      for (int b = 0; b < rows; b++) {
        int row = p * rows + b;
        at[row] =
            Math.addExact(Math.multiplyExact(row, vocab), windows.ids()[starts[p][b] + t + 1]);
      }
    }
    return at;
  }

  /**
   * Computes the output layer and its loss at step t. Returns the gradient of the states,
   * [P][B][H].
   */
  private INDArray output(int[][] starts, int t, INDArray loss, PackedParameters gradient) {
    INDArray logits = logits(t);
    INDArray logSum = subtractLogSum(logits);
    loss.addi(logSum.sum(true, 1)).subi(targets(logits, starts, t));
    INDArray d = Transforms.exp(logits.subi(logSum), false);
    float scale = (float) (1.0 / ((double) starts[0].length * windows.numSteps()));
    add(d.reshape('c', new long[] {d.length()}), places(starts, t), -1f);
    d.muli(scale);
    INDArray h = layers.get(layers.size() - 1).hidden(t);
    gradient.output().addi(PackedLayer.product(d, true, h, false));
    gradient.outputBias().addi(d.sum(true, 1));
    return Nd4j.matmul(d, parameters.output());
  }

  private void backward(
      int[][] starts, Masks masks, INDArray[] dOutput, PackedParameters gradient) {
    int rows = starts[0].length;
    INDArray[] dBefore = new INDArray[layers.size()];
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).beginBackward(members(), rows);
      dBefore[l] = Nd4j.zeros(members(), rows, numHiddens);
    }
    for (int t = windows.numSteps() - 1; t >= 0; t--) {
      INDArray dh = dOutput[t];
      for (int l = layers.size() - 1; l >= 0; l--) {
        PackedLayer.Back back = layers.get(l).backward(t, dh.add(dBefore[l]), gradient);
        dBefore[l] = back.dBefore();
        if (l > 0) {
          INDArray below = masks.masked(layers.get(l - 1).hidden(t), l, t);
          gradient.input(l).addi(PackedLayer.product(below, true, back.dInput(), false));
          dh =
              masks.masked(
                  PackedLayer.product(back.dInput(), false, parameters.input(l), true), l, t);
        } else {
          scatterAdd(gradient.input(0), tokens(starts, t), back.dInput());
        }
      }
    }
  }

  /** Adds the rows of {@code updates} to those of the tables, one after the other. */
  private void scatterAdd(INDArray tables, int[] rows, INDArray updates) {
    long columns = tables.size(2);
    INDArray flat = tables.reshape('c', new long[] {(long) members() * vocab, columns});
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_add")
            .addInputs(
                flat,
                Nd4j.createFromArray(rows),
                updates.reshape('c', new long[] {rows.length, columns}))
            .addOutputs(flat)
            // Locked, because a row of a table may have several updates.
            .addBooleanArguments(true)
            .build());
  }

  private static void add(INDArray flat, int[] places, float value) {
    float[] values = new float[places.length];
    Arrays.fill(values, value);
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_add")
            .addInputs(flat, Nd4j.createFromArray(places), Nd4j.createFromArray(values))
            .addOutputs(flat)
            .addBooleanArguments(true)
            .build());
  }

  private double[] means(INDArray sums, int rows) {
    double[] means = new double[members()];
    for (int p = 0; p < means.length; p++) {
      means[p] = sums.getDouble(p, 0, 0) / ((double) rows * windows.numSteps());
    }
    return means;
  }

  private int members() {
    return parameters.members();
  }

  /** The largest absolute value of each member. */
  private static final class Largest {
    private INDArray sofar;

    Largest(int members) {
      sofar = Nd4j.zeros(members, 1, 1);
    }

    void take(INDArray x) {
      sofar = Transforms.max(sofar, Transforms.abs(x, true).max(true, 1, 2), false);
    }

    float[] values() {
      return sofar.data().asFloat();
    }
  }
}
