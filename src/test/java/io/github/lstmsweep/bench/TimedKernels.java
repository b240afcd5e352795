package io.github.lstmsweep.bench;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.kernel.Product;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the time spent in each kernel. The clock costs about 20 ns per call. */
final class TimedKernels implements Kernels {
  private final Kernels kernels;
  private final Map<String, Long> nanos = new TreeMap<>();

  TimedKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Returns the nanoseconds of each kernel since {@link #forget}. */
  Map<String, Long> nanos() {
    return nanos;
  }

  void forget() {
    nanos.clear();
  }

  private void add(String kernel, long start) {
    nanos.merge(kernel, System.nanoTime() - start, Long::sum);
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public int lanes() {
    return kernels.lanes();
  }

  @Override
  public void multiplyRows(Product p, int rows, int terms) {
    long start = System.nanoTime();
    kernels.multiplyRows(p, rows, terms);
    add("product, A by rows", start);
  }

  @Override
  public void multiplyColumns(Product p, int rows, int terms) {
    long start = System.nanoTime();
    kernels.multiplyColumns(p, rows, terms);
    add("product, A by columns", start);
  }

  @Override
  public void multiplyLanes(Product p, int rows, int terms) {
    long start = System.nanoTime();
    kernels.multiplyLanes(p, rows, terms);
    add("product, logits", start);
  }

  @Override
  public void scatterAdd(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    long start = System.nanoTime();
    kernels.scatterAdd(panel, ids, idsOff, table, tableOff);
    add("gradient of the input table", start);
  }

  @Override
  public void fold(Matrix panel, int[] parent, int parentOff) {
    long start = System.nanoTime();
    kernels.fold(panel, parent, parentOff);
    add("sums over a prefix's successors", start);
  }

  @Override
  public void forward(CellStep s) {
    long start = System.nanoTime();
    kernels.forward(s);
    add("cell forward", start);
  }

  @Override
  public void recall(CellStep s) {
    long start = System.nanoTime();
    kernels.recall(s);
    add("cell recall", start);
  }

  @Override
  public void backward(CellStep s) {
    long start = System.nanoTime();
    kernels.backward(s);
    add("cell backward", start);
  }

  @Override
  public void backwardToParents(CellStep s) {
    long start = System.nanoTime();
    kernels.backwardToParents(s);
    add("cell backward to parents", start);
  }

  @Override
  public void transpose(Matrix panel, float[] out, int outOff) {
    long start = System.nanoTime();
    kernels.transpose(panel, out, outOff);
    add("transposition of h", start);
  }

  @Override
  public void columnMax(Matrix logits, float[] max) {
    long start = System.nanoTime();
    kernels.columnMax(logits, max);
    add("softmax", start);
  }

  @Override
  public void expSum(Matrix logits, float[] max, float[] sum) {
    long start = System.nanoTime();
    kernels.expSum(logits, max, sum);
    add("softmax", start);
  }

  @Override
  public void expSum(Matrix logits, float[] sum) {
    long start = System.nanoTime();
    kernels.expSum(logits, sum);
    add("softmax: exp", start);
  }

  @Override
  public void normalize(Matrix e, float[] factor, float[] total, int totalOff) {
    long start = System.nanoTime();
    kernels.normalize(e, factor, total, totalOff);
    add("softmax", start);
  }

  @Override
  public float largest(float[] x, int off, int n) {
    long start = System.nanoTime();
    float largest = kernels.largest(x, off, n);
    add("largest states", start);
    return largest;
  }

  @Override
  public void add(float[] dst, int dstOff, float[] src, int srcOff, int n) {
    long start = System.nanoTime();
    kernels.add(dst, dstOff, src, srcOff, n);
    add("sums of shards", start);
  }
}
