package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.parameter.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a pack of P networks of one architecture, or arrays shaped like them. The
 * arrays are in the canonical order of {@code nn.Parameters}. Their first dimension is the pack.
 */
final class PackedParameters {
  private static final int ARRAYS_OF_LAYER = 4;

  private final Architecture architecture;
  private final List<INDArray> arrays;

  private PackedParameters(Architecture architecture, List<INDArray> arrays) {
    this.architecture = architecture;
    this.arrays = arrays;
  }

  /**
   * Packs networks of one architecture.
   *
   * @param canonical parameters of each network, in the canonical order
   */
  static PackedParameters of(Architecture architecture, List<float[]> canonical) {
    List<INDArray> arrays = new ArrayList<>();
    int start = 0;
    for (int[] shape : shapes(architecture)) {
      int size = shape[0] * shape[1];
      float[] packed = new float[Math.multiplyExact(canonical.size(), size)];
      for (int p = 0; p < canonical.size(); p++) {
        System.arraycopy(canonical.get(p), start, packed, p * size, size);
      }
      arrays.add(Nd4j.create(packed, new long[] {canonical.size(), shape[0], shape[1]}, 'c'));
      start += size;
    }
    return new PackedParameters(architecture, arrays);
  }

  private static List<int[]> shapes(Architecture a) {
    int h = a.numHiddens();
    int gates = a.cell().gates() * h;
    List<int[]> shapes = new ArrayList<>();
    for (int layer = 0; layer < a.numLayers(); layer++) {
      shapes.add(new int[] {layer == 0 ? a.vocabSize() : h, gates});
      shapes.add(new int[] {h, gates});
      shapes.add(new int[] {1, gates});
      shapes.add(new int[] {1, gates});
    }
    shapes.add(new int[] {a.vocabSize(), h});
    shapes.add(new int[] {1, a.vocabSize()});
    return shapes;
  }

  /** Makes of each array one of equal shape. */
  PackedParameters map(UnaryOperator<INDArray> make) {
    return new PackedParameters(architecture, arrays.stream().map(make).toList());
  }

  /** Returns some of the networks, as new arrays. */
  PackedParameters only(int[] members) {
    return map(array -> members(array, members));
  }

  /** Returns some members of an array [P][rows][columns]. */
  static INDArray members(INDArray array, int[] members) {
    INDArray[] of = new INDArray[members.length];
    for (int p = 0; p < of.length; p++) {
      INDArray slice = array.slice(members[p]);
      of[p] = slice.reshape('c', new long[] {1, array.size(1), array.size(2)});
    }
    return Nd4j.concat(0, of);
  }

  /** Returns each network's L2 norm over all its arrays, [P]. */
  double[] norms() {
    double[] squares = new double[members()];
    for (INDArray array : arrays) {
      INDArray sums = array.mul(array).sum(true, 1, 2);
      for (int p = 0; p < squares.length; p++) {
        squares[p] += sums.getDouble(p, 0, 0);
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  Architecture architecture() {
    return architecture;
  }

  /** Returns the number of networks in the pack, P. */
  int members() {
    return (int) arrays.get(0).size(0);
  }

  /** Returns all arrays, each [P][rows][columns]. */
  List<INDArray> arrays() {
    return arrays;
  }

  /** Returns the input weights of a layer, [P][inputs][GH]. */
  INDArray input(int layer) {
    return arrays.get(layer * ARRAYS_OF_LAYER);
  }

  /** Returns the recurrent weights of a layer, [P][H][GH]. */
  INDArray recurrent(int layer) {
    return arrays.get(layer * ARRAYS_OF_LAYER + 1);
  }

  /** Returns the input biases of a layer, [P][1][GH]. */
  INDArray inputBias(int layer) {
    return arrays.get(layer * ARRAYS_OF_LAYER + 2);
  }

  /** Returns the recurrent biases of a layer, [P][1][GH]. */
  INDArray recurrentBias(int layer) {
    return arrays.get(layer * ARRAYS_OF_LAYER + 3);
  }

  /** Returns the output weights, [P][V][H]. */
  INDArray output() {
    return arrays.get(arrays.size() - 2);
  }

  /** Returns the output biases, [P][1][V]. */
  INDArray outputBias() {
    return arrays.get(arrays.size() - 1);
  }

  /** Returns the parameters of one network, in the canonical order. */
  float[] canonical(int member) {
    int count = 0;
    for (INDArray array : arrays) {
      count += (int) (array.length() / members());
    }
    float[] all = new float[count];
    int next = 0;
    for (INDArray array : arrays) {
      float[] of = array.slice(member).dup('c').data().asFloat();
      System.arraycopy(of, 0, all, next, of.length);
      next += of.length;
    }
    return all;
  }
}
