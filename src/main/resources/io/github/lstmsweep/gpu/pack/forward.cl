/*
 * The way forward through whole windows: one work-group for a tile of a job. The states of windows that begin with
 * the same tokens are shared, as in nn.layer.PrefixTree. A sum has the order of nn.layer.Layer.
 */

/* Grows the tree of a tile by step t: which windows share a state, and the state before each state. */
int grow(SHAPE global int *tree, global const int *ids, global const int *windows, int t, int rows, bool sharing,
    local int *parts, local int *state) {
  int lid = get_local_id(0);
  int lanes = get_local_size(0);
  for (int w = lid; w < rows; w += lanes) {
    bool parts_here = w == 0 || !sharing;
    if (!parts_here && READS_TOKENS) {
      parts_here = (t > 0 && parts[w]) || ids[windows[w] + t] != ids[windows[w - 1] + t];
    }
    parts[w] = parts_here;
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int w = lid; w < rows; w += lanes) {
    int here = -1;
    for (int i = 0; i <= w; i++) {
      here += parts[i];
    }
    int before = t == 0 ? 0 : state[w];
    if (parts[w]) {
      tree[tree_start(shape, t, PARENT) + here] = t == 0 ? 0 : before;
      tree[tree_start(shape, t, FIRST_WINDOW) + here] = w;
      int last = w + 1;
      while (last < rows && !parts[last]) {
        last++;
      }
      tree[tree_start(shape, t, COUNT) + here] = last - w;
      tree[tree_start(shape, t, TOKEN) + here] = READS_TOKENS ? ids[windows[w] + t] : 0;
    }
    tree[tree_start(shape, t, STATE) + w] = here;
    tree[tree_start(shape, t, TARGET) + w] = READS_TOKENS ? ids[windows[w] + t + 1] : 0;
    state[w] = here;
    if (w == rows - 1) {
      tree[t] = here + 1;
    }
  }
  barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
  return tree[t];
}

/* Number k of the input of row r at step t of the first layer of a forecast. */
float number(SHAPE global const float *series, global const int *windows, int t, int k, int r) {
  return series[(IS_ONE_SEQUENCE ? windows[t] : windows[r] + t) * WIDTH + k];
}

float activate(SHAPE float x) { return IS_TANH ? tangent(x) : x; }

/* The formulas of nn.kernel.ScalarCells. Returns h; replaces the sums in s by the gates, and c by the new content. */
INLINE float step_of_cell(SHAPE float s[4], float *c, float before) {
  switch (CELL) {
    case LSTM: {
      s[0] = sigmoid(s[0]);
      s[1] = sigmoid(s[1]);
      s[2] = sigmoid(s[2]);
      s[3] = tangent(s[3]);
      *c = fma(s[1], before, s[0] * s[3]);
      return s[2] * activate(shape, *c);
    }
    case GRU: {
      s[0] = sigmoid(s[0]);
      s[1] = sigmoid(s[1]);
      s[3] = activate(shape, fma(s[0], s[2], s[3]));
      return fma(s[1], before - s[3], s[3]);
    }
    case MGU: {
      s[1] = sigmoid(s[1]);
      s[3] = activate(shape, fma(s[1], s[0], s[3]));
      s[2] = 0.0f;
      return fma(s[1], s[3] - before, before);
    }
    default:
      return activate(shape, s[0]);
  }
}

/*
 * Adds the products of ROWS_OF_ITEM rows at x with weights [columns of the row][COLUMNS] to the sums of four slots. The
 * sum of a slot runs over k. A weight is read once for all rows. All indices of the sums are constants, so that a
 * compiler keeps them in registers.
 */
INLINE void add_column(SHAPE global const float *weights, const int gates[4], const float x[ROWS_OF_ITEM],
    float sums[ROWS_OF_ITEM][4]) {
#pragma unroll
  for (int s = 0; s < 4; s++) {
    if (gates[s] >= 0) {
      float weight = weights[gates[s] * HIDDENS];
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        sums[i][s] = fma(x[i], weight, sums[i][s]);
      }
    }
  }
}

INLINE void add_products(SHAPE global const float *rows, const int at[ROWS_OF_ITEM], global const float *weights,
    const int gates[4], float sums[ROWS_OF_ITEM][4]) {
  float x[ROWS_OF_ITEM];
  if (IN_FOURS(HIDDENS)) {
#pragma unroll 1
    for (int k = 0; k < HIDDENS; k += 4) {
      float4 four[ROWS_OF_ITEM];
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        four[i] = FOUR_AT(rows + at[i] + k);
        x[i] = four[i].s0;
      }
      add_column(shape, weights + k * COLUMNS, gates, x, sums);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s1;
      }
      add_column(shape, weights + (k + 1) * COLUMNS, gates, x, sums);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s2;
      }
      add_column(shape, weights + (k + 2) * COLUMNS, gates, x, sums);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s3;
      }
      add_column(shape, weights + (k + 3) * COLUMNS, gates, x, sums);
    }
    return;
  }
#pragma unroll 1
  for (int k = 0; k < HIDDENS; k++) {
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      x[i] = rows[at[i] + k];
    }
    add_column(shape, weights + k * COLUMNS, gates, x, sums);
  }
}

/* Whether the pass back needs the gates. Those of an rnn follow from its states. */
#define NEEDS_GATES (CELL != RNN)

/*
 * The sums of the slots of unit u for ROWS_OF_ITEM states from r0 on, at step t of a layer: biases, products with the
 * states before, then those with the input. The states' places are here, and those of the states before are parents.
 */
INLINE void add_gates(SHAPE global const int *tree, global const float *a, global const float *w, global const float *series,
    global const int *windows, int layer, int t, int states, int below, int r0, int u, int here[ROWS_OF_ITEM],
    int parents[ROWS_OF_ITEM], float sums[ROWS_OF_ITEM][4]) {
  int from_input[4];
  int from_state[4];
  float inputs[ROWS_OF_ITEM][4];
#pragma unroll
  for (int i = 0; i < ROWS_OF_ITEM; i++) {
    int r = min(r0 + i, states - 1);
    here[i] = r * HIDDENS;
    parents[i] = tree[tree_start(shape, t, PARENT) + r] * HIDDENS;
  }
#pragma unroll
  for (int s = 0; s < 4; s++) {
    from_input[s] = s < SLOTS ? input_gate(shape, s) : -1;
    from_state[s] = s < SLOTS ? recurrent_gate(shape, s) : -1;
    float bias = (from_input[s] < 0 ? 0.0f : w[input_bias_start(shape, layer) + from_input[s] * HIDDENS + u])
        + (from_state[s] < 0 ? 0.0f : w[recurrent_bias_start(shape, layer) + from_state[s] * HIDDENS + u]);
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      sums[i][s] = bias;
      inputs[i][s] = 0.0f;
    }
  }
  if (t > 0) {
    add_products(shape, a + hidden_start(shape, layer, t - 1), parents, w + recurrent_start(shape, layer) + u,
        from_state, sums);
  }
  global const float *weights = w + layer_start(shape, layer) + u;
  if (IS_FIRST(layer) && READS_TOKENS) {
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      int token = tree[tree_start(shape, t, TOKEN) + min(r0 + i, states - 1)] * COLUMNS;
#pragma unroll
      for (int s = 0; s < 4; s++) {
        inputs[i][s] = from_input[s] < 0 ? 0.0f : weights[token + from_input[s] * HIDDENS];
      }
    }
  } else if (IS_FIRST(layer)) {
    for (int k = 0; k < INPUTS; k++) {
      float x[ROWS_OF_ITEM];
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = number(shape, series, windows, t, k, min(r0 + i, states - 1));
      }
      add_column(shape, weights + k * COLUMNS, from_input, x, inputs);
    }
  } else {
    add_products(shape, a + below, here, weights, from_input, inputs);
  }
#pragma unroll
  for (int i = 0; i < ROWS_OF_ITEM; i++) {
#pragma unroll
    for (int s = 0; s < 4; s++) {
      sums[i][s] = sums[i][s] + inputs[i][s];
    }
  }
}

/* The state before a state of step t that a cell blends with its gates: the content of an lstm, else the hidden one. */
float state_before(SHAPE global const float *a, int layer, int t, int at) {
  if (t == 0) {
    return 0.0f;
  }
  return a[(CELL == LSTM ? content_start(shape, layer, t - 1) : hidden_start(shape, layer, t - 1)) + at];
}

/* The place of a layer's input of the layer below at step t. */
int place_below(SHAPE int layer, int t, bool masked) {
  return layer == 0 ? 0 : masked ? masked_start(shape, layer, t) : hidden_start(shape, layer - 1, t);
}

OF_TILES void forward_pass(SHAPE global const int *jobs, global const int *starts, global const int *ids,
    global const float *series, global const float *parameters, global float *activations, global int *trees,
    int first, int per_shard, int tiles_at_most, global float *largest) {
  int slots = SHARDS * per_shard;
  int job_index = get_group_id(0) / slots;
  int slot = get_group_id(0) % slots;
  int lid = get_local_id(0);
  int lanes = get_local_size(0);
  local int parts[ROWS];
  local int state[ROWS];
  local float largest_h[LANES];
  local float largest_c[LANES];
  global const int *job = jobs + job_index * JOB;
  int tile = tile_of_slot(tiles_of(shape, job[WINDOWS]), slot, first, per_shard);
  if (tile < 0) {
    return;
  }
  global const int *windows = STARTS + tile * TILE_ROWS;
  global const float *w = parameters + (size_t) job[PLACE] * PARAMETERS;
  size_t group = (size_t) job_index * slots + slot;
  global float *a = activations + group * TILE_FLOATS;
  global int *tree = trees + group * TREE_INTS;
  int rows = rows_of(shape, job[WINDOWS], tile);
  int steps = steps_of(shape, job[WINDOWS]);
  bool training = job[IS_TRAINING];
  float most_h = 0.0f;
  float most_c = 0.0f;
#pragma unroll 1
  for (int t = 0; t < steps; t++) {
    int states = grow(shape, tree, ids, windows, t, rows, job[IS_SHARING], parts, state);
#pragma unroll 1
    for (int layer = 0; layer < READ_LAYERS; layer++) {
      bool masked = DROPS && training && layer > 0;
      if (DROPS) {
        for (int i = lid; masked && i < states * HIDDENS; i += lanes) {
          int r = i / HIDDENS;
          a[masked_start(shape, layer, t) + i] = a[hidden_start(shape, layer - 1, t) + i]
              * mask_of(job, layer, t, tile * TILE_ROWS + r, i % HIDDENS);
        }
        barrier(CLK_GLOBAL_MEM_FENCE);
      }
      int below = place_below(shape, layer, t, masked);
      int blocks = (states + ROWS_OF_ITEM - 1) / ROWS_OF_ITEM;
      for (int task = lid; task < blocks * HIDDENS; task += lanes) {
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
          int at = here[i] + u;
          float c = 0.0f;
          float h = step_of_cell(shape, sums[i], &c, state_before(shape, a, layer, t, parents[i] + u));
          a[hidden_start(shape, layer, t) + at] = h;
          if (CELL == LSTM) {
            a[content_start(shape, layer, t) + at] = c;
          }
          if (training) {
#pragma unroll
            for (int s = 0; s < 4; s++) {
              if (NEEDS_GATES && !GATES_AGAIN && s < SLOTS) {
                a[step_start(shape, layer, t) + s * UNITS + at] = sums[i][s];
              }
            }
          } else {
            float size = fabs(h);
            most_h = size > most_h ? size : most_h;
            size = fabs(c);
            most_c = size > most_c ? size : most_c;
          }
        }
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
    }
  }
  largest_h[lid] = most_h;
  largest_c[lid] = most_c;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lid == 0) {
    for (int i = 1; i < lanes; i++) {
      most_h = largest_h[i] > most_h ? largest_h[i] : most_h;
      most_c = largest_c[i] > most_c ? largest_c[i] : most_c;
    }
    size_t at = 2 * ((size_t) job_index * tiles_at_most + tile);
    largest[at] = most_h;
    largest[at + 1] = most_c;
  }
}
