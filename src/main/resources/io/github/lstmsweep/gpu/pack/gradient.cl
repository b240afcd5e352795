/*
 * Gradients of a shard's parameters: sums over its tiles, over their steps from the last to the first, and over rows.
 * Each is one chain, in the order of nn.layer.Layer. A work-item computes a few of them.
 */

OF_ITEMS void clear(global float *x, uint n) {
  if (get_global_id(0) < n) {
    x[get_global_id(0)] = 0.0f;
  }
}

/*
 * Adds to the gradient of recurrent weights: a work-item for a unit u and UNITS_OF_ITEM units k of the state before.
 * It has the weights of all slots of u, or of one. The gates' gradients are read and summed by parent once for all k.
 * The next states are loaded together, so that a work-item waits once for AHEAD of them.
 */
#define SLOTS_OF_ITEM (ALL_SLOTS ? 4 : 1)

OF_ITEMS void recurrent_weights(SHAPE global const int *jobs, global const float *activations,
    global const int *trees, int layer, int first, int per_shard, global float *gradients) {
  int u = get_global_id(0) % HIDDENS;
  int gate = ALL_SLOTS ? 0 : get_global_id(0) / HIDDENS % GATES;
  int k0 = get_global_id(0) / (ALL_SLOTS ? HIDDENS : COLUMNS) * UNITS_OF_ITEM;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (k0 >= HIDDENS || !job[IS_TRAINING]) {
    return;
  }
  int slot[SLOTS_OF_ITEM];
  int gates[SLOTS_OF_ITEM];
#pragma unroll
  for (int s = 0; s < SLOTS_OF_ITEM; s++) {
    slot[s] = s;
    if (!ALL_SLOTS) {
      while (recurrent_gate(shape, slot[s]) != gate) {
        slot[s]++;
      }
    }
    gates[s] = slot[s] < SLOTS ? recurrent_gate(shape, slot[s]) : -1;
    slot[s] = gates[s] < 0 ? 0 : slot[s];
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  global float *gradient = gradients + ((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS
      + recurrent_start(shape, layer) + u;
  int ks[UNITS_OF_ITEM];
  float sums[SLOTS_OF_ITEM][UNITS_OF_ITEM];
#pragma unroll
  for (int i = 0; i < UNITS_OF_ITEM; i++) {
    ks[i] = min(k0 + i, HIDDENS - 1);
#pragma unroll
    for (int s = 0; s < SLOTS_OF_ITEM; s++) {
      sums[s][i] = gates[s] < 0 ? 0.0f : gradient[ks[i] * COLUMNS + gates[s] * HIDDENS];
    }
  }
  for (int n = 0; n < per_shard && tile_of_slot(tiles, shard * per_shard + n, first, per_shard) >= 0; n++) {
    size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + n;
    global const float *a = activations + group * TILE_FLOATS;
    global const int *tree = trees + group * TREE_INTS;
    for (int t = steps - 1; t > 0; t--) {
      bool summed = folds(shape, tree, layer, t);
      int states = tree[t];
      global const float *d = a + step_start(shape, layer, t) + u;
      global const float *h = a + hidden_start(shape, layer, t - 1);
      global const int *parents = tree + tree_start(shape, t, PARENT);
      float sum[SLOTS_OF_ITEM];
      int last = -1;
#pragma unroll
      for (int s = 0; s < SLOTS_OF_ITEM; s++) {
        sum[s] = 0.0f;
      }
      for (int r0 = 0; r0 < states; r0 += AHEAD) {
        float x[AHEAD][SLOTS_OF_ITEM];
        float of[AHEAD][UNITS_OF_ITEM];
        int parent[AHEAD + 1];
#pragma unroll
        for (int i = 0; i <= AHEAD; i++) {
          int r = min(r0 + i, states - 1);
          parent[i] = summed ? parents[r] : r;
        }
#pragma unroll
        for (int i = 0; i < AHEAD; i++) {
          int r = min(r0 + i, states - 1);
#pragma unroll
          for (int s = 0; s < SLOTS_OF_ITEM; s++) {
            x[i][s] = d[slot[s] * UNITS + r * HIDDENS];
          }
          if (IN_FOURS(HIDDENS)) {
#pragma unroll
            for (int k = 0; k < UNITS_OF_ITEM; k += 4) {
              float4 four = FOUR_AT(h + parent[i] * HIDDENS + k0 + k);
              of[i][k] = four.s0;
              of[i][k + 1] = four.s1;
              of[i][k + 2] = four.s2;
              of[i][k + 3] = four.s3;
            }
          } else {
#pragma unroll
            for (int k = 0; k < UNITS_OF_ITEM; k++) {
              of[i][k] = h[parent[i] * HIDDENS + ks[k]];
            }
          }
        }
#pragma unroll
        for (int i = 0; i < AHEAD; i++) {
          if (r0 + i >= states) {
            continue;
          }
          if (summed) {
            float same = parent[i] == last ? 1.0f : 0.0f;
#pragma unroll
            for (int s = 0; s < SLOTS_OF_ITEM; s++) {
              x[i][s] = fma(sum[s], same, x[i][s]);
            }
          }
          if (!summed || r0 + i + 1 == states || parent[i + 1] != parent[i]) {
#pragma unroll
            for (int s = 0; s < SLOTS_OF_ITEM; s++) {
#pragma unroll
              for (int k = 0; k < UNITS_OF_ITEM; k++) {
                sums[s][k] = fma(of[i][k], x[i][s], sums[s][k]);
              }
            }
          }
#pragma unroll
          for (int s = 0; s < SLOTS_OF_ITEM; s++) {
            sum[s] = x[i][s];
          }
          last = parent[i];
        }
      }
    }
  }
#pragma unroll
  for (int s = 0; s < SLOTS_OF_ITEM; s++) {
#pragma unroll
    for (int i = 0; i < UNITS_OF_ITEM; i++) {
      if (gates[s] >= 0 && k0 + i < HIDDENS) {
        gradient[ks[i] * COLUMNS + gates[s] * HIDDENS] = sums[s][i];
      }
    }
  }
}

/* Adds to the gradient of input weights of a layer that reads numbers: a work-item for a gate unit and a number. */
OF_ITEMS void input_weights(SHAPE global const int *jobs, global const int *starts, global const float *series,
    global const float *activations, global const int *trees, int layer, int first, int per_shard,
    global float *gradients) {
  int column = get_global_id(0) % COLUMNS;
  int k = get_global_id(0) / COLUMNS;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (k >= inputs_of(shape, layer) || !job[IS_TRAINING]) {
    return;
  }
  int slot_of = 0;
  while (input_gate(shape, slot_of) != column / HIDDENS) {
    slot_of++;
  }
  int u = column % HIDDENS;
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  global float *gradient = gradients + ((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS
      + layer_start(shape, layer) + k * COLUMNS + column;
  float sum = *gradient;
  for (int n = 0; n < per_shard; n++) {
    int tile = tile_of_slot(tiles, shard * per_shard + n, first, per_shard);
    if (tile < 0) {
      break;
    }
    size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + n;
    global const float *a = activations + group * TILE_FLOATS;
    global const int *tree = trees + group * TREE_INTS;
    for (int t = steps - 1; t >= 0; t--) {
      int states = tree[t];
      global const float *d = a + step_start(shape, layer, t) + slot_of * UNITS + u;
      int x = layer == 0 ? 0 : DROPS ? masked_start(shape, layer, t) : hidden_start(shape, layer - 1, t);
      for (int r = 0; r < states; r++) {
        float of = layer == 0 ? number(shape, series, STARTS + tile * TILE_ROWS, t, k, r) : a[x + r * HIDDENS + k];
        sum = fma(of, d[r * HIDDENS], sum);
      }
    }
  }
  *gradient = sum;
}

/*
 * Adds the gradients of the gates, column by column: to the token's row of the input weights, or to the biases of a
 * layer that reads numbers. A slot without input weights has room after the parameters: its token rows, or nothing.
 */
OF_ITEMS void columns_of_gates(SHAPE global const int *jobs, global const float *activations, global const int *trees,
    int layer, int first, int per_shard, global float *gradients) {
  int slot_of = get_global_id(0) / HIDDENS;
  int u = get_global_id(0) % HIDDENS;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (slot_of >= SLOTS || !job[IS_TRAINING]) {
    return;
  }
  int from_input = input_gate(shape, slot_of);
  int from_state = recurrent_gate(shape, slot_of);
  if (from_input < 0 && from_state < 0) {
    return;
  }
  bool tokens = layer == 0 && READS_TOKENS;
  global float *gradient = gradients + ((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS;
  int stride = COLUMNS;
  if (tokens) {
    gradient += from_input < 0 ? PARAMETERS + u : layer_start(shape, layer) + from_input * HIDDENS + u;
    stride = from_input < 0 ? HIDDENS : COLUMNS;
  } else {
    gradient += (from_input < 0 ? recurrent_bias_start(shape, layer) + from_state * HIDDENS
        : input_bias_start(shape, layer) + from_input * HIDDENS) + u;
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  float sum = tokens ? 0.0f : *gradient;
#ifdef TOKENS_STAGED
  /* A work-item's own column of the token rows. */
  local float staged[TOKENS_STAGED * EACH];
  local float *rows = staged + get_local_id(0);
  if (tokens) {
    for (int v = 0; v < TOKENS_STAGED; v++) {
      rows[v * EACH] = gradient[v * stride];
    }
  }
#define TOKEN_ROW(v) rows[(v) * EACH]
#else
#define TOKEN_ROW(v) gradient[(v) * stride]
#endif
  for (int n = 0; n < per_shard && tile_of_slot(tiles, shard * per_shard + n, first, per_shard) >= 0; n++) {
    size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + n;
    global const float *a = activations + group * TILE_FLOATS;
    global const int *tree = trees + group * TREE_INTS;
    for (int t = steps - 1; t >= 0; t--) {
      int states = tree[t];
      global const float *d = a + step_start(shape, layer, t) + slot_of * UNITS + u;
      global const int *token = tree + tree_start(shape, t, TOKEN);
      for (int r0 = 0; r0 < states; r0 += AHEAD) {
        float x[AHEAD];
        int of[AHEAD];
#pragma unroll
        for (int i = 0; i < AHEAD; i++) {
          int r = min(r0 + i, states - 1);
          x[i] = d[r * HIDDENS];
          of[i] = token[r];
        }
#pragma unroll
        for (int i = 0; i < AHEAD; i++) {
          if (r0 + i < states) {
            if (tokens) {
              TOKEN_ROW(of[i]) += x[i];
            } else {
              sum += x[i];
            }
          }
        }
      }
    }
  }
#ifdef TOKENS_STAGED
  if (tokens) {
    for (int v = 0; v < TOKENS_STAGED; v++) {
      gradient[v * stride] = rows[v * EACH];
    }
  }
#endif
  if (!tokens) {
    *gradient = sum;
  }
}

/* Adds the shards in their order, into the gradient of the trial's place. */
OF_ITEMS void add_shards(SHAPE global const int *jobs, global const float *shards, global float *gradients) {
  int i = get_global_id(0);
  int job_index = get_global_id(1);
  global const int *job = jobs + job_index * JOB;
  if (i >= GRADIENT_FLOATS || !job[IS_TRAINING]) {
    return;
  }
  global const float *of = shards + (size_t) job_index * SHARDS * GRADIENT_FLOATS + i;
  float sum = of[0];
  for (int s = 1; s < SHARDS; s++) {
    sum += of[(size_t) s * GRADIENT_FLOATS];
  }
  gradients[(size_t) job[PLACE] * GRADIENT_FLOATS + i] = sum;
}

/* Completes the gradient of the biases, as nn.parameter.Parameters does: both biases take one sum. */
OF_ITEMS void complete(SHAPE global const int *jobs, global float *gradients) {
  int slot_of = get_global_id(0) % (SLOTS * HIDDENS) / HIDDENS;
  int u = get_global_id(0) % HIDDENS;
  int layer = get_global_id(0) / (SLOTS * HIDDENS);
  int job_index = get_global_id(1);
  global const int *job = jobs + job_index * JOB;
  if (layer >= LAYERS || !job[IS_TRAINING]) {
    return;
  }
  int from_input = input_gate(shape, slot_of);
  int from_state = recurrent_gate(shape, slot_of);
  if (from_input < 0 && from_state < 0) {
    return;
  }
  global float *gradient = gradients + (size_t) job[PLACE] * GRADIENT_FLOATS;
  int of_input = input_bias_start(shape, layer) + from_input * HIDDENS + u;
  int of_state = recurrent_bias_start(shape, layer) + from_state * HIDDENS + u;
  float sum = gradient[from_input < 0 ? of_state : of_input];
  if (layer == 0 && READS_TOKENS) {
    int rows = from_input < 0 ? PARAMETERS + u : from_input * HIDDENS + u;
    int stride = from_input < 0 ? HIDDENS : COLUMNS;
    for (int v = 0; v < INPUTS; v++) {
      sum += gradient[rows + v * stride];
    }
  }
  if (from_input >= 0) {
    gradient[of_input] = sum;
  }
  if (from_state >= 0) {
    gradient[of_state] = sum;
  }
}

/* The L2 norm of a gradient in double: eight chains in the order of the parameters' storage, then these in order. */
OF_TILES void norm(SHAPE global const int *jobs, global const float *gradients, global const int *order, int stored,
    global double *norms) {
  int lid = get_local_id(0);
  int job_index = get_group_id(0);
  local float block[NORM_BLOCK];
  local double chains[8];
  global const int *job = jobs + job_index * JOB;
  if (!job[IS_TRAINING]) {
    return;
  }
  global const float *gradient = gradients + (size_t) job[PLACE] * GRADIENT_FLOATS;
  /* A work-group may have fewer than eight work-items. */
  for (int c = lid; c < 8; c += get_local_size(0)) {
    chains[c] = 0.0;
  }
  for (int from = 0; from < stored; from += NORM_BLOCK) {
    int n = min(NORM_BLOCK, stored - from);
    for (int i = lid; i < n; i += get_local_size(0)) {
      int at = order[from + i];
      block[i] = at < 0 ? 0.0f : gradient[at];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int c = lid; c < 8; c += get_local_size(0)) {
      double chain = chains[c];
      for (int i = c; i < n; i += 8) {
        double x = convert_double(block[i]);
        chain += x * x;
      }
      chains[c] = chain;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lid == 0) {
    double total = 0.0;
    for (int i = 0; i < 8; i++) {
      total += chains[i];
    }
    norms[job_index] = sqrt(total);
  }
}
