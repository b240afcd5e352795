package io.github.lstmsweep.nn.kernel.vector.unrolled;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A micro-kernel: the sums of a strip of C, each vector of them a local variable.
 *
 * @param left how A lies
 * @param rows of the strip
 * @param vectors in a row of the strip
 * @param width constant of {@code Kernels} that B and C are wide
 */
record Strip(Left left, int rows, int vectors, String width) {
  private static final int LANES = 16;

  /** How A lies, and S with it. */
  enum Left {
    /** By rows, {@code ROWS} apart. */
    ROWS("rows"),
    /** By rows, any number apart. */
    STRIDED("rows"),
    /** By columns, {@code ROWS} apart. */
    COLUMNS("columns"),
    /** By rows, any number apart; S is one number for each row. */
    LANES("lanes");

    private final String verb;

    Left(String verb) {
      this.verb = verb;
    }
  }

  /** Its name, as {@code rows6x64}. */
  String name() {
    return left.verb + rows + "x" + vectors * LANES;
  }

  /** Its method. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, 1, "private static void " + name() + "(Product x, int i, int terms) {");
    operands(text);
    starts(text);
    if (hasOneCounter()) {
      line(text, 2, "int apart = aOff - bOff;");
      line(text, 2, "int end = bOff + terms * " + width + ";");
      line(text, 2, "for (int p = bOff; p < end; p += " + width + ") {");
    } else {
      line(text, 2, "for (int p = 0; p < terms; p++) {");
    }
    term(text);
    line(text, 2, "}");
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        String at = sum("cOff", times(r, width), times(v, "LANES"));
        line(text, 2, sumName(r, v) + ".intoArray(c, " + at + ");");
      }
    }
    line(text, 1, "}");
    return text.toString();
  }

  /** Fields are copied to local variables before the loop. */
  private void operands(StringBuilder text) {
    line(text, 2, "float[] a = x.a;");
    if (left == Left.STRIDED || left == Left.LANES) {
      line(text, 2, "int aStride = x.aStride;");
    }
    line(text, 2, "int aOff = x.aOff + i" + (aStride().isEmpty() ? ";" : " * " + aStride() + ";"));
    line(text, 2, "float[] b = x.b;");
    line(text, 2, "int bOff = x.bOff;");
    line(text, 2, "float[] start = x.start;");
    if (left == Left.LANES) {
      line(text, 2, "int startOff = x.startOff + i;");
    } else {
      line(text, 2, "int startRow = x.startStride;");
      line(text, 2, "int startOff = x.startOff + i * startRow;");
    }
    line(text, 2, "float[] c = x.c;");
    line(text, 2, "int cOff = x.cOff + i * " + width + ";");
  }

  private void starts(StringBuilder text) {
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        String start;
        if (left != Left.LANES) {
          String at = sum("startOff", times(r, "startRow"), times(v, "LANES"));
          start = "FloatVector.fromArray(S, start, " + at + ")";
        } else if (v == 0) {
          start = "FloatVector.broadcast(S, start[" + sum("startOff", times(r, "1")) + "])";
        } else {
          start = sumName(r, 0);
        }
        line(text, 2, "FloatVector " + sumName(r, v) + " = " + start + ";");
      }
    }
  }

  /** Adds one term to each sum. */
  private void term(StringBuilder text) {
    for (int v = 0; v < vectors; v++) {
      String row = hasOneCounter() ? "p" : "bOff + p * " + width;
      String at = sum(row, times(v, "LANES"));
      line(text, 3, "FloatVector b" + v + " = FloatVector.fromArray(S, b, " + at + ");");
    }
    for (int r = 0; r < rows; r++) {
      line(text, 3, "FloatVector a" + r + " = FloatVector.broadcast(S, a[" + aPlace(r) + "]);");
      for (int v = 0; v < vectors; v++) {
        String sum = sumName(r, v);
        line(text, 3, sum + " = a" + r + ".fma(b" + v + ", " + sum + ");");
      }
    }
  }

  /** The place where A has the factor of row r in the term p. */
  private String aPlace(int r) {
    if (left != Left.COLUMNS) {
      return sum("aOff", times(r, aStride()), "p");
    }
    return sum(hasOneCounter() ? "p + apart" : "aOff + p * ROWS", times(r, "1"));
  }

  /** Floats from one row of A to the next; empty where they lie side by side. */
  private String aStride() {
    return switch (left) {
      case ROWS -> "ROWS";
      case STRIDED, LANES -> "aStride";
      case COLUMNS -> "";
    };
  }

  /** One step moves both operands by as many floats. */
  private boolean hasOneCounter() {
    return left == Left.COLUMNS && width.equals("PANEL");
  }

  private static String sumName(int r, int v) {
    return "c" + r + v;
  }

  private static String sum(String... terms) {
    return Stream.of(terms).filter(term -> !term.isEmpty()).collect(Collectors.joining(" + "));
  }

  private static String times(int n, String factor) {
    if (n == 0) {
      return "";
    }
    return factor.equals("1") ? Integer.toString(n) : n == 1 ? factor : n + " * " + factor;
  }

  private static void line(StringBuilder text, int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}
