/*
 * The way back through whole windows: one work-group for a tile of a job. Gradients of the gates replace the gates.
 * The order is that of nn.layer.Layer: columns by panels of sixteen units, in each the slots one after the other.
 */

/* Whether the gradients of a step's states are summed by parent before they go on. */
bool folds(SHAPE global const int *tree, int layer, int t) {
  return (layer == 0 && READS_TOKENS) || tree[t] > tree[t - 1];
}

/* The formulas of nn.kernel.ScalarCells backward: replaces the gates in s by their gradients; returns the carry. */
float step_of_cell_backward(SHAPE float s[4], float dh, float h, float before, float c, float carry) {
  switch (CELL) {
    case LSTM: {
      float i = s[0];
      float f = s[1];
      float o = s[2];
      float g = s[3];
      float dc = dh * o;
      float t = c;
      if (IS_TANH) {
        t = tangent(c);
        dc = fma(dc, fma(-t, t, 1.0f), carry);
      } else {
        dc = dc + carry;
      }
      s[0] = dc * g * fma(-i, i, i);
      s[1] = dc * before * fma(-f, f, f);
      s[2] = dh * t * fma(-o, o, o);
      s[3] = dc * i * fma(-g, g, 1.0f);
      return dc * f;
    }
    case GRU: {
      float reset = s[0];
      float z = s[1];
      float y = s[2];
      float n = s[3];
      float d = dh + carry;
      float dn = d * (1.0f - z);
      if (IS_TANH) {
        dn = dn * fma(-n, n, 1.0f);
      }
      s[0] = dn * y * fma(-reset, reset, reset);
      s[1] = d * (before - n) * fma(-z, z, z);
      s[2] = dn * reset;
      s[3] = dn;
      return d * z;
    }
    case MGU: {
      float y = s[0];
      float f = s[1];
      float n = s[3];
      float d = dh + carry;
      float dn = d * f;
      if (IS_TANH) {
        dn = dn * fma(-n, n, 1.0f);
      }
      s[0] = dn * f;
      s[1] = fma(dn, y, d * (n - before)) * fma(-f, f, f);
      s[2] = 0.0f;
      s[3] = dn;
      return d * (1.0f - f);
    }
    default:
      s[0] = IS_TANH ? dh * fma(-h, h, 1.0f) : dh;
      return 0.0f;
  }
}

/* Adds products of gate gradients, by slot [R][H], with a transposed copy of weights, [gate unit][H]. */
void add_through_gates(SHAPE global const float *gates, global const float *weights, bool recurrent, int k, int r0,
    int states, float d[ROWS_OF_ITEM]) {
  for (int panel = 0; panel < HIDDENS; panel += UNITS_OF_PANEL) {
    int end = min(panel + UNITS_OF_PANEL, HIDDENS);
    for (int slot_of = 0; slot_of < SLOTS; slot_of++) {
      int gate = recurrent ? recurrent_gate(shape, slot_of) : input_gate(shape, slot_of);
      if (gate < 0) {
        continue;
      }
      for (int u = panel; u < end; u++) {
        float weight = weights[(gate * HIDDENS + u) * HIDDENS + k];
        for (int i = 0; i < ROWS_OF_ITEM; i++) {
          d[i] = fma(gates[slot_of * UNITS + min(r0 + i, states - 1) * HIDDENS + u], weight, d[i]);
        }
      }
    }
  }
}

kernel void backward_pass(SHAPE global const int *jobs, global const float *copies, global float *activations,
    global const int *trees, int first, int per_shard) {
  int slots = SHARDS * per_shard;
  int job_index = get_group_id(0) / slots;
  int slot = get_group_id(0) % slots;
  int lid = get_local_id(0);
  int lanes = get_local_size(0);
  global const int *job = jobs + job_index * JOB;
  int tile = tile_of_slot(tiles_of(shape, job[WINDOWS]), slot, first, per_shard);
  if (tile < 0 || !job[IS_TRAINING]) {
    return;
  }
  global const float *w = copies + (size_t) job[PLACE] * COPIES;
  size_t group = (size_t) job_index * slots + slot;
  global float *a = activations + group * TILE_FLOATS;
  global const int *tree = trees + group * TREE_INTS;
  int steps = steps_of(shape, job[WINDOWS]);
  for (int layer = 0; layer < LAYERS; layer++) {
    for (int i = lid; i < UNITS; i += lanes) {
      a[carry_start(shape, layer) + i] = 0.0f;
    }
  }
  barrier(CLK_GLOBAL_MEM_FENCE);
  for (int t = steps - 1; t >= 0; t--) {
    int states = tree[t];
    int blocks = (states + ROWS_OF_ITEM - 1) / ROWS_OF_ITEM;
    for (int layer = LAYERS - 1; layer >= 0; layer--) {
      /* The gradient of h: from above, then from the step after. */
      for (int task = lid; task < blocks * HIDDENS; task += lanes) {
        int k = task % HIDDENS;
        int r0 = task / HIDDENS * ROWS_OF_ITEM;
        float d[ROWS_OF_ITEM];
        if (layer == LAYERS - 1) {
          for (int i = 0; i < ROWS_OF_ITEM; i++) {
            d[i] = a[output_gradient_start(shape, t) + min(r0 + i, states - 1) * HIDDENS + k];
          }
        } else {
          for (int i = 0; i < ROWS_OF_ITEM; i++) {
            d[i] = 0.0f;
          }
          add_through_gates(shape, a + step_start(shape, layer + 1, t), w + input_copy(shape, layer + 1), false, k,
              r0, states, d);
          if (DROPS) {
            for (int i = 0; i < ROWS_OF_ITEM; i++) {
              d[i] = d[i] * mask_of(job, layer + 1, t, tile * TILE_ROWS + min(r0 + i, states - 1), k);
            }
          }
        }
        if (t + 1 < steps) {
          add_through_gates(shape, a + folded_start(shape, layer), w + recurrent_copy(shape, layer), true, k, r0,
              states, d);
        }
        for (int i = 0; i < ROWS_OF_ITEM && r0 + i < states; i++) {
          a[dh_start(shape, layer) + (r0 + i) * HIDDENS + k] = d[i];
        }
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
      for (int i = lid; i < states * HIDDENS; i += lanes) {
        int r = i / HIDDENS;
        int u = i % HIDDENS;
        float s[4];
        for (int slot_of = 0; slot_of < SLOTS; slot_of++) {
          s[slot_of] = a[step_start(shape, layer, t) + slot_of * UNITS + i];
        }
        float before = 0.0f;
        if (t > 0) {
          int parent = tree[tree_start(shape, t, PARENT) + r] * HIDDENS + u;
          before = a[(CELL == LSTM ? content_start(shape, layer, t - 1) : hidden_start(shape, layer, t - 1)) + parent];
        }
        float c = CELL == LSTM ? a[content_start(shape, layer, t) + i] : 0.0f;
        float carry = step_of_cell_backward(shape, s, a[dh_start(shape, layer) + i], a[hidden_start(shape, layer, t) + i],
            before, c, a[carry_start(shape, layer) + i]);
        for (int slot_of = 0; slot_of < SLOTS; slot_of++) {
          a[step_start(shape, layer, t) + slot_of * UNITS + i] = s[slot_of];
        }
        a[carry_start(shape, layer) + i] = carry;
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
      if (t > 0) {
        bool summed = folds(shape, tree, layer, t);
        for (int column = lid; column < (SLOTS + 1) * HIDDENS; column += lanes) {
          bool ofCarry = column >= SLOTS * HIDDENS;
          int at = column / HIDDENS * UNITS + column % HIDDENS;
          int from = ofCarry ? carry_start(shape, layer) + column % HIDDENS : step_start(shape, layer, t) + at;
          int to = ofCarry ? from : folded_start(shape, layer) + at;
          float sum = 0.0f;
          int last = -1;
          for (int r = 0; r < states; r++) {
            float x = a[from + r * HIDDENS];
            int parent = r;
            if (summed) {
              parent = tree[tree_start(shape, t, PARENT) + r];
              x = fma(sum, parent == last ? 1.0f : 0.0f, x);
            }
            a[to + parent * HIDDENS] = x;
            sum = x;
            last = parent;
          }
        }
        barrier(CLK_GLOBAL_MEM_FENCE);
      }
    }
  }
}
