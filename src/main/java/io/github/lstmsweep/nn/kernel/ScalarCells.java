package io.github.lstmsweep.nn.kernel;

import io.github.lstmsweep.trial.HiddenActivation;

/** Computes the cells' formulas, forward and backward, element by element. They define the bits. */
final class ScalarCells {
  private ScalarCells() {}

  static void forward(CellStep s) {
    for (int r = 0; r < s.rows; r++) {
      for (int u = 0; u < s.units; u++) {
        switch (s.cell) {
          case LSTM -> lstm(s, r, u);
          case GRU -> gru(s, r, u);
          case MGU -> mgu(s, r, u);
          case RNN -> s.floats[s.hOff + r * s.stride + u] = activate(s, sum(s, r, u));
        }
      }
    }
  }

  static void recall(CellStep s) {
    for (int r = 0; r < s.rows; r++) {
      for (int u = 0; u < s.units; u++) {
        switch (s.cell) {
          case LSTM -> lstmHidden(s, r, u);
          case GRU, MGU, RNN ->
              throw new IllegalStateException("Cannot recall a content: the cell has none");
        }
      }
    }
  }

  static void backward(CellStep s) {
    for (int r = 0; r < s.rows; r++) {
      for (int u = 0; u < s.units; u++) {
        switch (s.cell) {
          case LSTM -> lstmBackward(s, r, u);
          case GRU -> gruBackward(s, r, u);
          case MGU -> mguBackward(s, r, u);
          case RNN -> rnnBackward(s, r, u);
        }
      }
    }
  }

  /** i, f, o = σ(·), g = tanh(·), c' = f·c + i·g, h = o·tanh(c'). */
  private static void lstm(CellStep s, int r, int u) {
    float i = Elementary.sigmoid(sum(s, r, u));
    float f = Elementary.sigmoid(sum(s, r, u + s.units));
    float o = Elementary.sigmoid(sum(s, r, u + 2 * s.units));
    float g = Elementary.tanh(sum(s, r, u + 3 * s.units));
    int at = s.gatesOff + r * s.width + u;
    s.floats[at] = i;
    s.floats[at + s.units] = f;
    s.floats[at + 2 * s.units] = o;
    s.floats[at + 3 * s.units] = g;
    int unit = r * s.stride + u;
    s.floats[s.stateOff + unit] = Math.fma(f, previous(s, r, u), i * g);
    lstmHidden(s, r, u);
  }

  private static void lstmHidden(CellStep s, int r, int u) {
    int unit = r * s.stride + u;
    float c = s.floats[s.stateOff + unit];
    float t = c;
    if (s.activation == HiddenActivation.TANH) {
      t = Elementary.tanh(c);
      s.floats[s.activatedOff + unit] = t;
    }
    s.floats[s.hOff + unit] = s.floats[s.gatesOff + r * s.width + u + 2 * s.units] * t;
  }

  private static void lstmBackward(CellStep s, int r, int u) {
    int at = s.gatesOff + r * s.width + u;
    float i = s.floats[at];
    float f = s.floats[at + s.units];
    float o = s.floats[at + 2 * s.units];
    float g = s.floats[at + 3 * s.units];
    int unit = r * s.stride + u;
    float dh = s.floats[s.dhOff + unit];
    float dc = dh * o;
    float t;
    if (s.activation == HiddenActivation.TANH) {
      t = s.floats[s.activatedOff + unit];
      dc = Math.fma(dc, Math.fma(-t, t, 1f), s.floats[s.carryOff + unit]);
    } else {
      t = s.floats[s.stateOff + unit];
      dc = dc + s.floats[s.carryOff + unit];
    }
    int to = s.dGatesOff + r * s.width + u;
    s.floats[to] = dc * g * Math.fma(-i, i, i);
    s.floats[to + s.units] = dc * previous(s, r, u) * Math.fma(-f, f, f);
    s.floats[to + 2 * s.units] = dh * t * Math.fma(-o, o, o);
    s.floats[to + 3 * s.units] = dc * i * Math.fma(-g, g, 1f);
    s.floats[s.carryOff + unit] = dc * f;
  }

  /** r, z = σ(·), n = tanh(x + r·y), h' = n + z·(h - n), y the recurrent part with its bias. */
  private static void gru(CellStep s, int r, int u) {
    float reset = Elementary.sigmoid(sum(s, r, u));
    float z = Elementary.sigmoid(sum(s, r, u + s.units));
    float y = sum(s, r, u + 2 * s.units);
    float n = activate(s, Math.fma(reset, y, sum(s, r, u + 3 * s.units)));
    int at = s.gatesOff + r * s.width + u;
    s.floats[at] = reset;
    s.floats[at + s.units] = z;
    s.floats[at + 2 * s.units] = y;
    s.floats[at + 3 * s.units] = n;
    s.floats[s.hOff + r * s.stride + u] = Math.fma(z, previous(s, r, u) - n, n);
  }

  private static void gruBackward(CellStep s, int r, int u) {
    int at = s.gatesOff + r * s.width + u;
    float reset = s.floats[at];
    float z = s.floats[at + s.units];
    float y = s.floats[at + 2 * s.units];
    float n = s.floats[at + 3 * s.units];
    int unit = s.carryOff + r * s.stride + u;
    float dh = s.floats[s.dhOff + r * s.stride + u] + s.floats[unit];
    float dn = dh * (1f - z);
    if (s.activation == HiddenActivation.TANH) {
      dn = dn * Math.fma(-n, n, 1f);
    }
    int to = s.dGatesOff + r * s.width + u;
    s.floats[to] = dn * y * Math.fma(-reset, reset, reset);
    s.floats[to + s.units] = dh * (previous(s, r, u) - n) * Math.fma(-z, z, z);
    s.floats[to + 2 * s.units] = dn * reset;
    s.floats[to + 3 * s.units] = dn;
    s.floats[unit] = dh * z;
  }

  /** f = σ(·), n = tanh(x + f·y), h' = h + f·(n - h), y the recurrent part with its bias. */
  private static void mgu(CellStep s, int r, int u) {
    float y = sum(s, r, u);
    float f = Elementary.sigmoid(sum(s, r, u + s.units));
    float n = activate(s, Math.fma(f, y, sum(s, r, u + 3 * s.units)));
    int at = s.gatesOff + r * s.width + u;
    s.floats[at] = y;
    s.floats[at + s.units] = f;
    s.floats[at + 3 * s.units] = n;
    float before = previous(s, r, u);
    s.floats[s.hOff + r * s.stride + u] = Math.fma(f, n - before, before);
  }

  private static void mguBackward(CellStep s, int r, int u) {
    int at = s.gatesOff + r * s.width + u;
    float y = s.floats[at];
    float f = s.floats[at + s.units];
    float n = s.floats[at + 3 * s.units];
    int unit = s.carryOff + r * s.stride + u;
    float dh = s.floats[s.dhOff + r * s.stride + u] + s.floats[unit];
    float dn = dh * f;
    if (s.activation == HiddenActivation.TANH) {
      dn = dn * Math.fma(-n, n, 1f);
    }
    int to = s.dGatesOff + r * s.width + u;
    s.floats[to] = dn * f;
    s.floats[to + s.units] = Math.fma(dn, y, dh * (n - previous(s, r, u))) * Math.fma(-f, f, f);
    s.floats[to + 2 * s.units] = 0f;
    s.floats[to + 3 * s.units] = dn;
    s.floats[unit] = dh * (1f - f);
  }

  private static void rnnBackward(CellStep s, int r, int u) {
    float h = s.floats[s.hOff + r * s.stride + u];
    float dh = s.floats[s.dhOff + r * s.stride + u];
    s.floats[s.dGatesOff + r * s.width + u] =
        s.activation == HiddenActivation.TANH ? dh * Math.fma(-h, h, 1f) : dh;
  }

  /** Pre-activation in column n of row r. */
  private static float sum(CellStep s, int r, int n) {
    return s.floats[s.recurrentOff + s.parent[s.parentOff + r] * s.width + n]
        + s.input[s.inputOff + s.inputRow[s.inputRowOff + r] * s.width + n];
  }

  private static float previous(CellStep s, int r, int u) {
    return s.floats[s.statePreviousOff + s.parent[s.parentOff + r] * s.stride + u];
  }

  private static float activate(CellStep s, float x) {
    return s.activation == HiddenActivation.TANH ? Elementary.tanh(x) : x;
  }
}
