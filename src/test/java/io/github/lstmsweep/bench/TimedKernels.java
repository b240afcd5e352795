package io.github.lstmsweep.bench;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
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
  public void multiplyRows(
      float[] a,
      int aOff,
      int aRow,
      float[] b,
      int bOff,
      float[] start,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int m,
      int k,
      int width,
      int columns) {
    long began = System.nanoTime();
    kernels.multiplyRows(
        a, aOff, aRow, b, bOff, start, startOff, startRow, c, cOff, m, k, width, columns);
    add("product, A by rows", began);
  }

  @Override
  public void multiplyColumns(
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] s,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int m,
      int k,
      int width,
      int columns) {
    long start = System.nanoTime();
    kernels.multiplyColumns(a, aOff, b, bOff, s, startOff, startRow, c, cOff, m, k, width, columns);
    add("product, A by columns", start);
  }

  @Override
  public void multiplyLanes(
      float[] a,
      int aOff,
      int aRow,
      float[] bias,
      int biasOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int m,
      int k,
      int columns) {
    long start = System.nanoTime();
    kernels.multiplyLanes(a, aOff, aRow, bias, biasOff, b, bOff, c, cOff, m, k, columns);
    add("product, logits", start);
  }

  @Override
  public void scatterAdd(
      float[] panel,
      int off,
      int[] ids,
      int idsOff,
      float[] table,
      int tableOff,
      int width,
      int rows) {
    long start = System.nanoTime();
    kernels.scatterAdd(panel, off, ids, idsOff, table, tableOff, width, rows);
    add("gradient of the input table", start);
  }

  @Override
  public void fold(
      float[] panel, int off, int[] parent, int parentOff, int stride, int columns, int rows) {
    long start = System.nanoTime();
    kernels.fold(panel, off, parent, parentOff, stride, columns, rows);
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
  public void transpose(
      float[] panel, int off, int stride, int units, float[] out, int outOff, int rows) {
    long start = System.nanoTime();
    kernels.transpose(panel, off, stride, units, out, outOff, rows);
    add("transposition of h", start);
  }

  @Override
  public void columnMax(float[] logits, int off, int vocab, int columns, float[] max) {
    long start = System.nanoTime();
    kernels.columnMax(logits, off, vocab, columns, max);
    add("softmax", start);
  }

  @Override
  public void expSum(float[] logits, int off, int vocab, int columns, float[] max, float[] sum) {
    long start = System.nanoTime();
    kernels.expSum(logits, off, vocab, columns, max, sum);
    add("softmax", start);
  }

  @Override
  public void expSum(float[] logits, int off, int vocab, int columns, float[] sum) {
    long start = System.nanoTime();
    kernels.expSum(logits, off, vocab, columns, sum);
    add("softmax: exp", start);
  }

  @Override
  public void normalize(
      float[] e, int off, int vocab, int columns, float[] factor, float[] total, int totalOff) {
    long start = System.nanoTime();
    kernels.normalize(e, off, vocab, columns, factor, total, totalOff);
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
