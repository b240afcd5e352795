/*
 * The way back through whole windows: one work-group for a tile of a job. Gradients of the gates replace the gates.
 * The order is that of nn.layer.Layer: columns by panels of sixteen units, in each the slots one after the other.
 */

/* Whether the gradients of a step's states are summed by parent before they go on. */
bool folds(SHAPE global const int *tree, int layer, int t) {
  return (layer == 0 && READS_TOKENS) || tree[t] > tree[t - 1];
}

/* The formulas of nn.kernel.ScalarCells backward: replaces the gates in s by their gradients; returns the carry. */
INLINE float step_of_cell_backward(SHAPE float s[4], float dh, float h, float before, float c, float carry) {
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

/* Adds the products of a gate unit's gradients in some rows with its weights, to UNITS_BACK units. */
INLINE void add_gate_unit(const float x[ROWS_BACK], global const float *weights, float d[ROWS_BACK][UNITS_BACK]) {
  float w[UNITS_BACK];
#if UNITS_BACK == 4
  float4 four = FOUR_AT(weights);
  w[0] = four.s0;
  w[1] = four.s1;
  w[2] = four.s2;
  w[3] = four.s3;
#else
#pragma unroll
  for (int j = 0; j < UNITS_BACK; j++) {
    w[j] = weights[j];
  }
#endif
#pragma unroll
  for (int j = 0; j < UNITS_BACK; j++) {
#pragma unroll
    for (int i = 0; i < ROWS_BACK; i++) {
      d[i][j] = fma(x[i], w[j], d[i][j]);
    }
  }
}

/*
 * Adds products of gate gradients, by slot [R][H], with a transposed copy of weights, [gate unit][H]: for ROWS_BACK
 * rows at their places in the gradients, and UNITS_BACK units from k0 on. UNITS_BACK divides H.
 */
INLINE void add_through_gates(SHAPE global const float *gates, global const float *weights, bool recurrent, int k0,
    const int at[ROWS_BACK], float d[ROWS_BACK][UNITS_BACK]) {
  for (int panel = 0; panel < HIDDENS; panel += UNITS_OF_PANEL) {
    int end = min(panel + UNITS_OF_PANEL, HIDDENS);
    for (int slot_of = 0; slot_of < SLOTS; slot_of++) {
      int gate = recurrent ? recurrent_gate(shape, slot_of) : input_gate(shape, slot_of);
      if (gate < 0) {
        continue;
      }
      global const float *of_slot = gates + slot_of * UNITS;
      global const float *of_gate = weights + gate * HIDDENS * HIDDENS + k0;
      float x[ROWS_BACK];
      if (IN_FOURS(HIDDENS)) {
#pragma unroll 1
        for (int u = panel; u < end; u += 4) {
          float4 four[ROWS_BACK];
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
            four[i] = FOUR_AT(of_slot + at[i] + u);
            x[i] = four[i].s0;
          }
          add_gate_unit(x, of_gate + u * HIDDENS, d);
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
            x[i] = four[i].s1;
          }
          add_gate_unit(x, of_gate + (u + 1) * HIDDENS, d);
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
            x[i] = four[i].s2;
          }
          add_gate_unit(x, of_gate + (u + 2) * HIDDENS, d);
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
            x[i] = four[i].s3;
          }
          add_gate_unit(x, of_gate + (u + 3) * HIDDENS, d);
        }
      } else {
#pragma unroll 1
        for (int u = panel; u < end; u++) {
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
            x[i] = of_slot[at[i] + u];
          }
          add_gate_unit(x, of_gate + u * HIDDENS, d);
        }
      }
    }
  }
}

/* Computes the gates of a layer at step t again, where the gradients replace them. The order is that of the pass forward. */
INLINE void compute_gates(SHAPE global const int *tree, global float *a, global const float *w, global const float *series,
    global const int *windows, int layer, int t) {
  int states = tree[t];
  int below = place_below(shape, layer, t, DROPS && layer > 0);
  int blocks = (states + ROWS_OF_ITEM - 1) / ROWS_OF_ITEM;
  for (int task = get_local_id(0); task < blocks * HIDDENS; task += get_local_size(0)) {
    int u = UNIT_OF(task, blocks);
    int r0 = BLOCK_OF(task, blocks) * ROWS_OF_ITEM;
    int parents[ROWS_OF_ITEM];
    int here[ROWS_OF_ITEM];
    float sums[ROWS_OF_ITEM][4];
    add_gates(shape, tree, a, w, series, windows, layer, t, states, below, r0, u, here, parents, sums);
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      if (r0 + i >= states) {
        continue;
      }
      float c = 0.0f;
      step_of_cell(shape, sums[i], &c, state_before(shape, a, layer, t, parents[i] + u));
#pragma unroll
      for (int s = 0; s < 4; s++) {
        if (s < SLOTS) {
          a[step_start(shape, layer, t) + s * UNITS + here[i] + u] = sums[i][s];
        }
      }
    }
  }
}

OF_TILES void backward_pass(SHAPE global const int *jobs, global const int *starts, global const float *series,
    global const float *parameters, global const float *copies, global float *activations, global const int *trees,
    int first, int per_shard) {
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
  global const int *windows = STARTS + tile * TILE_ROWS;
  global const float *parameters_here = parameters + (size_t) job[PLACE] * PARAMETERS;
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
  /* The first turn has no states. It only computes the gates of the last step. */
#pragma unroll 1
  for (int t = NEEDS_GATES && GATES_AGAIN ? steps : steps - 1; t >= 0; t--) {
    int states = t < steps ? tree[t] : 0;
    int blocks = (states + ROWS_BACK - 1) / ROWS_BACK;
    int units = HIDDENS / UNITS_BACK;
#pragma unroll 1
    for (int layer = READ_LAYERS - 1; layer >= 0; layer--) {
      /* The gradient of h, from above and then from the step after; then those of the gates, which it alone needs. */
      for (int task = lid; task < blocks * units; task += lanes) {
        int k0 = task % units * UNITS_BACK;
        int r0 = task / units * ROWS_BACK;
        int at[ROWS_BACK];
        float d[ROWS_BACK][UNITS_BACK];
#pragma unroll
        for (int i = 0; i < ROWS_BACK; i++) {
          at[i] = min(r0 + i, states - 1) * HIDDENS;
        }
        if (LAYERS == 1 || layer == LAYERS - 1) {
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
#pragma unroll
            for (int j = 0; j < UNITS_BACK; j++) {
              d[i][j] = a[output_gradient_start(shape, t) + at[i] + k0 + j];
            }
          }
        } else {
#pragma unroll
          for (int i = 0; i < ROWS_BACK; i++) {
#pragma unroll
            for (int j = 0; j < UNITS_BACK; j++) {
              d[i][j] = 0.0f;
            }
          }
          add_through_gates(shape, a + step_start(shape, layer + 1, t), w + input_copy(shape, layer + 1), false, k0, at, d);
          if (DROPS) {
#pragma unroll
            for (int i = 0; i < ROWS_BACK; i++) {
#pragma unroll
              for (int j = 0; j < UNITS_BACK; j++) {
                d[i][j] = d[i][j] * mask_of(job, layer + 1, t, tile * TILE_ROWS + min(r0 + i, states - 1), k0 + j);
              }
            }
          }
        }
        if (t + 1 < steps) {
          add_through_gates(shape, a + folded_start(shape, layer), w + recurrent_copy(shape, layer), true, k0, at, d);
        }
#pragma unroll
        for (int i = 0; i < ROWS_BACK; i++) {
          if (r0 + i >= states) {
            continue;
          }
          int parent = t == 0 ? 0 : tree[tree_start(shape, t, PARENT) + r0 + i] * HIDDENS;
#pragma unroll
          for (int j = 0; j < UNITS_BACK; j++) {
            int place = at[i] + k0 + j;
            float s[4];
#pragma unroll
            for (int slot_of = 0; slot_of < 4; slot_of++) {
              s[slot_of] = NEEDS_GATES && slot_of < SLOTS ? a[step_start(shape, layer, t) + slot_of * UNITS + place] : 0.0f;
            }
            float before = state_before(shape, a, layer, t, parent + k0 + j);
            float c = CELL == LSTM ? a[content_start(shape, layer, t) + place] : 0.0f;
            float carry = step_of_cell_backward(shape, s, d[i][j], a[hidden_start(shape, layer, t) + place], before, c,
                a[carry_start(shape, layer) + place]);
#pragma unroll
            for (int slot_of = 0; slot_of < 4; slot_of++) {
              if (slot_of < SLOTS) {
                a[step_start(shape, layer, t) + slot_of * UNITS + place] = s[slot_of];
              }
            }
            a[carry_start(shape, layer) + place] = carry;
          }
        }
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
      if (t > 0) {
        if (NEEDS_GATES && GATES_AGAIN) {
          /* These are of the step before, so no barrier is needed for them alone. */
          compute_gates(shape, tree, a, parameters_here, series, windows, layer, t - 1);
        }
        bool summed = t < steps && folds(shape, tree, layer, t);
        for (int column = lid; column < (SLOTS + 1) * HIDDENS && states > 0; column += lanes) {
          bool ofCarry = column >= SLOTS * HIDDENS;
          int at = column / HIDDENS * UNITS + column % HIDDENS;
          int from = ofCarry ? carry_start(shape, layer) + column % HIDDENS : step_start(shape, layer, t) + at;
          int to = ofCarry ? from : folded_start(shape, layer) + at;
          global const int *parents = tree + tree_start(shape, t, PARENT);
          float sum = 0.0f;
          int last = -1;
          /* No parent comes after its state, so a row may be read before the rows before it are stored. */
          for (int r0 = 0; r0 < states; r0 += AHEAD) {
            float x[AHEAD];
            int parent[AHEAD];
#pragma unroll
            for (int i = 0; i < AHEAD; i++) {
              int r = min(r0 + i, states - 1);
              x[i] = a[from + r * HIDDENS];
              parent[i] = summed ? parents[r] : r;
            }
#pragma unroll
            for (int i = 0; i < AHEAD; i++) {
              if (r0 + i < states) {
                if (summed) {
                  x[i] = fma(sum, parent[i] == last ? 1.0f : 0.0f, x[i]);
                }
                a[to + parent[i] * HIDDENS] = x[i];
                sum = x[i];
                last = parent[i];
              }
            }
          }
        }
        barrier(CLK_GLOBAL_MEM_FENCE);
      }
    }
  }
}
