/*
 * The output layer and its loss: one work-group for a step of a tile. The vocabulary is cut into blocks, and the sums
 * have the order of nn.layer.Output and nn.SquaredError. The host takes the logarithms of the products.
 *
 * logits are [V][R] for each step of a call: first the logits, then exponentials, then their gradient.
 */

#define EXPONENT(product) ((int) (as_long(product) >> 52 & 0x7ff) - 1023)

/* The numbers of a step from which the host makes its loss. */
typedef struct {
  double maxima;
  double targets;
  double product;
  long exponent;
} Loss;

/* The largest and the sum of a block's exponentials per state, [blocks][R] each. */
#define SUM_FLOATS (2 * BLOCKS * TILE_ROWS)

/* Sums exponentials of a block of logits, and keeps them if told so. */
float sum_of_block(SHAPE global float *logits, int block, int r, float most, bool bounded, bool keep) {
  float total = 0.0f;
  int end = min((block + 1) * BLOCK, OUTPUTS);
  for (int v = block * BLOCK; v < end; v++) {
    float x = logits[v * TILE_ROWS + r];
    float e = exponential(bounded ? x : x - most);
    if (keep) {
      logits[v * TILE_ROWS + r] = e;
    }
    total += e;
  }
  return total;
}

/* Adds the loss of a step's windows. */
Loss loss_of(SHAPE global const int *tree, int t, int rows, bool bounded, double targets,
    local const float *most, local const float *sum) {
  Loss loss;
  loss.targets = targets;
  loss.maxima = 0.0;
  loss.product = 1.0;
  loss.exponent = 0;
  int factors = 0;
  for (int w = 0; w < rows; w++) {
    int s = tree[tree_start(shape, t, STATE) + w];
    loss.maxima += bounded ? 0.0 : convert_double(most[s]);
    loss.product *= convert_double(sum[s]);
    if (++factors % FACTORS == 0) {
      int e = EXPONENT(loss.product);
      loss.exponent += e;
      loss.product *= as_double((long) (1023 - e) << 52);
    }
  }
  return loss;
}

/* The sum of the target logits of a step, block by block. */
double targets_of(SHAPE global const float *logits, global const int *tree, int t, int rows) {
  double total = 0.0;
  for (int block = 0; block < BLOCKS; block++) {
    double sum = 0.0;
    for (int w = 0; w < rows; w++) {
      int target = tree[tree_start(shape, t, TARGET) + w];
      if (target / BLOCK == block) {
        sum += convert_double(logits[target * TILE_ROWS + tree[tree_start(shape, t, STATE) + w]]);
      }
    }
    total += sum;
  }
  return total;
}

kernel void output_pass(SHAPE global const int *jobs, global const int *starts, global const float *series,
    global const float *parameters, global const float *copies, global const int *bounds,
    global float *activations, global const int *trees, global float *all_logits, global float *sums,
    global float *hits, int first, int per_shard, int first_out, int per_shard_out, int from, int steps_here,
    int tiles_at_most, global Loss *losses, global float *forecasts) {
  int slots_out = SHARDS * per_shard_out;
  int step = get_group_id(0) % steps_here;
  int slot_out = get_group_id(0) / steps_here % slots_out;
  int job_index = get_group_id(0) / steps_here / slots_out;
  int lid = get_local_id(0);
  int lanes = get_local_size(0);
  local float most[ROWS];
  local float sum[ROWS];
  local float factor[ROWS];
  local double targets;
  global const int *job = jobs + job_index * JOB;
  int tile = tile_of_slot(tiles_of(shape, job[WINDOWS]), slot_out, first + first_out, per_shard_out);
  int shard = slot_out / per_shard_out;
  int i_of_chunk = first_out + slot_out % per_shard_out;
  int t = from + step;
  int steps = steps_of(shape, job[WINDOWS]);
  if (tile < 0 || i_of_chunk >= per_shard || t >= steps) {
    return;
  }
  size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + i_of_chunk;
  global float *a = activations + group * TILE_FLOATS;
  global const int *tree = trees + group * TREE_INTS;
  size_t step_group = ((size_t) job_index * slots_out + slot_out) * OUTPUT_STEPS + step;
  global float *logits = all_logits + step_group * OUTPUTS * TILE_ROWS;
  global float *hit = hits + step_group * TILE_ROWS;
  global const float *w = parameters + (size_t) job[PLACE] * PARAMETERS;
  global const float *h = a + hidden_start(shape, LAYERS - 1, t);
  global float *dh = a + output_gradient_start(shape, t);
  int rows = rows_of(shape, job[WINDOWS], tile);
  int states = tree[t];
  float scale = as_float(job[SCALE_BITS]);
  bool training = job[IS_TRAINING];
  if (!READS_TOKENS && !IS_ONE_SEQUENCE && t + 1 < steps) {
    /* No loss at this step. */
    for (int i = lid; i < states * HIDDENS; i += lanes) {
      dh[i] = 0.0f;
    }
    return;
  }
  /* The logits. */
  int blocks_of_rows = (states + ROWS_OF_ITEM - 1) / ROWS_OF_ITEM;
  global const float *by_unit = copies + (size_t) job[PLACE] * COPIES + output_copy(shape);
  for (int task = lid; task < blocks_of_rows * OUTPUTS; task += lanes) {
    int v = task % OUTPUTS;
    int r0 = task / OUTPUTS * ROWS_OF_ITEM;
    float x[ROWS_OF_ITEM];
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      x[i] = w[output_bias_start(shape) + v];
    }
    for (int k = 0; k < HIDDENS; k++) {
      float weight = by_unit[k * OUTPUTS + v];
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = fma(weight, h[min(r0 + i, states - 1) * HIDDENS + k], x[i]);
      }
    }
    for (int i = 0; i < ROWS_OF_ITEM && r0 + i < states; i++) {
      logits[v * TILE_ROWS + r0 + i] = x[i];
    }
  }
  barrier(CLK_GLOBAL_MEM_FENCE);
  if (!READS_TOKENS) {
    global float *made = forecasts + (size_t) job_index * BATCH + (IS_ONE_SEQUENCE ? t : tile * TILE_ROWS);
    for (int r = lid; r < states; r += lanes) {
      float y = logits[r];
      made[r] = y;
      int window = IS_ONE_SEQUENCE ? STARTS[t] : STARTS[tile * TILE_ROWS + r];
      float error = y - series[window * WIDTH + (IS_ONE_SEQUENCE ? INPUTS : STEPS * WIDTH)];
      logits[r] = 2 * scale * error;
    }
  } else {
    bool bounded = bounds[job[PLACE]];
    global float *most_of_block = sums + step_group * SUM_FLOATS;
    global float *sum_of = most_of_block + BLOCKS * TILE_ROWS;
    if (!bounded) {
      for (int i = lid; i < BLOCKS * states; i += lanes) {
        int block = i / states;
        int r = i % states;
        float m = logits[block * BLOCK * TILE_ROWS + r];
        int end = min((block + 1) * BLOCK, OUTPUTS);
        for (int v = block * BLOCK + 1; v < end; v++) {
          float x = logits[v * TILE_ROWS + r];
          m = x > m ? x : m;
        }
        most_of_block[block * TILE_ROWS + r] = m;
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
    }
    if (lid == 0) {
      targets = targets_of(shape, logits, tree, t, rows);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    /* The maximum that a block's exponentials subtract is that of the blocks so far. */
    for (int i = lid; i < BLOCKS * states; i += lanes) {
      int block = i / states;
      int r = i % states;
      float m = 0.0f;
      if (!bounded) {
        m = most_of_block[r];
        for (int b = 1; b <= block; b++) {
          float next = most_of_block[b * TILE_ROWS + r];
          m = next > m ? next : m;
        }
      }
      sum_of[block * TILE_ROWS + r] = sum_of_block(shape, logits, block, r, m, bounded, BLOCKS == 1);
    }
    barrier(CLK_GLOBAL_MEM_FENCE);
    for (int r = lid; r < states; r += lanes) {
      float m = bounded ? 0.0f : most_of_block[r];
      float total = sum_of[r];
      for (int block = 1; block < BLOCKS; block++) {
        if (!bounded) {
          float next = most_of_block[block * TILE_ROWS + r];
          if (next > m) {
            total *= exponential(m - next);
            m = next;
          }
        }
        total += sum_of[block * TILE_ROWS + r];
      }
      most[r] = m;
      sum[r] = total;
      factor[r] = quotient(scale * convert_float(tree[tree_start(shape, t, COUNT) + r]), total);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lid == 0) {
      losses[((size_t) job_index * tiles_at_most + tile) * STEPS + t] =
          loss_of(shape, tree, t, rows, bounded, targets, most, sum);
    }
    if (!training) {
      return;
    }
    for (int i = lid; i < OUTPUTS * states; i += lanes) {
      int v = i / states;
      int r = i % states;
      float e = logits[v * TILE_ROWS + r];
      if (BLOCKS > 1) {
        e = exponential(bounded ? e : e - most[r]);
      }
      logits[v * TILE_ROWS + r] = e * factor[r];
    }
    barrier(CLK_GLOBAL_MEM_FENCE);
    for (int r = lid; r < states; r += lanes) {
      int begin = tree[tree_start(shape, t, FIRST_WINDOW) + r];
      int end = begin + tree[tree_start(shape, t, COUNT) + r];
      for (int i = begin; i < end; i++) {
        hit[i] = logits[tree[tree_start(shape, t, TARGET) + i] * TILE_ROWS + r];
      }
      for (int i = begin; i < end; i++) {
        logits[tree[tree_start(shape, t, TARGET) + i] * TILE_ROWS + r] -= scale;
      }
    }
  }
  if (!training) {
    return;
  }
  barrier(CLK_GLOBAL_MEM_FENCE);
  for (int task = lid; task < blocks_of_rows * HIDDENS; task += lanes) {
    int k = task % HIDDENS;
    int r0 = task / HIDDENS * ROWS_OF_ITEM;
    float d[ROWS_OF_ITEM];
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      d[i] = 0.0f;
    }
    for (int v = 0; v < OUTPUTS; v++) {
      float weight = w[output_start(shape) + v * HIDDENS + k];
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        d[i] = fma(logits[v * TILE_ROWS + min(r0 + i, states - 1)], weight, d[i]);
      }
    }
    for (int i = 0; i < ROWS_OF_ITEM && r0 + i < states; i++) {
      dh[(r0 + i) * HIDDENS + k] = d[i];
    }
  }
}

/* The place in the order of sums of the i-th step: the last first if steps are taken alone, else ascending. */
int nth_step(SHAPE int i, int begin, int end) { return OUTPUT_DESCENDS ? end - 1 - i : begin + i; }

/* Adds to the gradient of the output weights: a work-item for a unit and a token. */
kernel void output_weights(SHAPE global const int *jobs, global const float *activations, global const int *trees,
    global const float *all_logits, int first, int per_shard, int first_out, int per_shard_out, int from,
    int steps_here, global float *gradients) {
  int k = get_global_id(0) % HIDDENS;
  int v = get_global_id(0) / HIDDENS;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (v >= OUTPUTS || !job[IS_TRAINING]) {
    return;
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  int end = min(from + steps_here, steps);
  global float *gradient = gradients + ((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS
      + output_start(shape) + v * HIDDENS + k;
  float sum = *gradient;
  for (int i = 0; i < per_shard_out; i++) {
    int slot_out = shard * per_shard_out + i;
    if (first_out + i >= per_shard || tile_of_slot(tiles, slot_out, first + first_out, per_shard_out) < 0) {
      break;
    }
    size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + first_out + i;
    global const float *a = activations + group * TILE_FLOATS;
    global const int *tree = trees + group * TREE_INTS;
    for (int n = 0; n < end - from; n++) {
      int t = nth_step(shape, n, from, end);
      if (!READS_TOKENS && !IS_ONE_SEQUENCE && t + 1 < steps) {
        continue;
      }
      size_t step_group = ((size_t) job_index * (SHARDS * per_shard_out) + slot_out) * OUTPUT_STEPS + t - from;
      global const float *logits = all_logits + (step_group * OUTPUTS + v) * TILE_ROWS;
      global const float *h = a + hidden_start(shape, LAYERS - 1, t);
      int states = tree[t];
      for (int r = 0; r < states; r++) {
        sum = fma(logits[r], h[r * HIDDENS + k], sum);
      }
    }
  }
  *gradient = sum;
}

/*
 * Sums the gradient of the output biases for each row of the tiles: a work-item for a token and a row. The sum runs
 * over the steps. If steps are taken alone, it goes on over all tiles of the shard.
 */
kernel void output_biases(SHAPE global const int *jobs, global const int *trees, global const float *all_logits,
    global const float *hits, int first, int per_shard, int first_out, int per_shard_out, int from, int steps_here,
    global float *rows_of_biases) {
  int r = get_global_id(0) % ROWS;
  int v = get_global_id(0) / ROWS;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (v >= OUTPUTS || !job[IS_TRAINING]) {
    return;
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  int end = min(from + steps_here, steps);
  float scale = as_float(job[SCALE_BITS]);
  size_t kept = (((size_t) job_index * SHARDS + shard) * OUTPUTS + v) * ROWS + r;
  float sum = OUTPUT_DESCENDS ? rows_of_biases[kept] : 0.0f;
  for (int i = 0; i < per_shard_out; i++) {
    int slot_out = shard * per_shard_out + i;
    if (first_out + i >= per_shard || tile_of_slot(tiles, slot_out, first + first_out, per_shard_out) < 0) {
      break;
    }
    size_t group = (size_t) job_index * (SHARDS * per_shard) + shard * per_shard + first_out + i;
    global const int *tree = trees + group * TREE_INTS;
    for (int n = 0; n < end - from; n++) {
      int t = nth_step(shape, n, from, end);
      if (r >= tree[t] || (!READS_TOKENS && !IS_ONE_SEQUENCE && t + 1 < steps)) {
        continue;
      }
      size_t step_group = ((size_t) job_index * (SHARDS * per_shard_out) + slot_out) * OUTPUT_STEPS + t - from;
      float g = all_logits[(step_group * OUTPUTS + v) * TILE_ROWS + r];
      bool is_hit = false;
      if (READS_TOKENS) {
        /* The windows whose target the token is: each takes its part after the exponential came. */
        int begin = tree[tree_start(shape, t, FIRST_WINDOW) + r];
        int last = begin + tree[tree_start(shape, t, COUNT) + r];
        for (int w = begin; w < last; w++) {
          if (tree[tree_start(shape, t, TARGET) + w] == v) {
            if (!is_hit) {
              sum += hits[step_group * TILE_ROWS + w];
              is_hit = true;
            }
            sum -= scale;
          }
        }
      }
      if (!is_hit) {
        sum += g;
      }
    }
  }
  rows_of_biases[kept] = sum;
}

/* Adds these sums to the gradient of the biases: sixteen chains of rows each, which are then added in order. */
kernel void close_biases(SHAPE global const int *jobs, global const float *rows_of_biases, global float *gradients) {
  int v = get_global_id(0);
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (v >= OUTPUTS || !job[IS_TRAINING]) {
    return;
  }
  global const float *of_rows = rows_of_biases + (((size_t) job_index * SHARDS + shard) * OUTPUTS + v) * ROWS;
  float total = 0.0f;
  for (int chain = 0; chain < 16; chain++) {
    float of_chain = 0.0f;
    for (int row = chain; row < ROWS; row += 16) {
      of_chain += of_rows[row];
    }
    total += of_chain;
  }
  gradients[((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS + output_bias_start(shape) + v] += total;
}
