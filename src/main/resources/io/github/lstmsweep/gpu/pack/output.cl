/*
 * The output layer and its loss: one work-group for a step of a tile. The vocabulary is cut into blocks, and the sums
 * have the order of nn.layer.Output and nn.SquaredError. The host takes the logarithms of the products.
 *
 * logits are [R][V] for each step of a call: first the logits, then exponentials, then their gradient. Neighbouring
 * work-items then take neighbouring tokens. The sums over tokens run over a copy in local memory, a few tokens at a
 * time, because there a work-item has a row.
 */

/* Tokens whose exponentials are in local memory at a time; a block has whole ones. A row is one longer, so that
   neighbouring rows lie in different banks. */
#define STAGE 32
#define STAGE_ROW (STAGE + 1)

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

/* The sum of the target logits of a step, block by block. */
double sum_of_targets(SHAPE local const float *wanted, local const int *block_of, int rows) {
  double total = 0.0;
  for (int block = 0; block < BLOCKS; block++) {
    double sum = 0.0;
    for (int w = 0; w < rows; w++) {
      if (block_of[w] == block) {
        sum += convert_double(wanted[w]);
      }
    }
    total += sum;
  }
  return total;
}

/* The sum of the largest logits of a step's windows. */
double sum_of_maxima(bool bounded, local const int *state_of, int rows, local const float *most) {
  double total = 0.0;
  for (int w = 0; w < rows; w++) {
    total += bounded ? 0.0 : convert_double(most[state_of[w]]);
  }
  return total;
}

/* Multiplies the sums of a step's windows into the product and the exponent of a loss. */
void multiply_sums(global Loss *loss, local const int *state_of, int rows, local const float *sum) {
  double product = 1.0;
  long exponent = 0;
  int factors = 0;
  for (int w = 0; w < rows; w++) {
    product *= convert_double(sum[state_of[w]]);
    if (++factors % FACTORS == 0) {
      int e = EXPONENT(product);
      exponent += e;
      product *= as_double((long) (1023 - e) << 52);
    }
  }
  loss->product = product;
  loss->exponent = exponent;
}

/* Adds a token's weight to the logits of some rows. */
void add_unit(const float x[ROWS_OF_ITEM], float weight, float d[ROWS_OF_ITEM]) {
#pragma unroll
  for (int i = 0; i < ROWS_OF_ITEM; i++) {
    d[i] = fma(x[i], weight, d[i]);
  }
}

/* Adds the products of rows of n columns with a column of weights, whose next one is the stride further. */
void multiply_rows(global const float *rows, const int at[ROWS_OF_ITEM], int n, global const float *weights, int stride,
    float d[ROWS_OF_ITEM]) {
  float x[ROWS_OF_ITEM];
  if (IN_FOURS(n)) {
#pragma unroll 1
    for (int k = 0; k < n; k += 4) {
      float4 four[ROWS_OF_ITEM];
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        four[i] = FOUR_AT(rows + at[i] + k);
        x[i] = four[i].s0;
      }
      add_unit(x, weights[k * stride], d);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s1;
      }
      add_unit(x, weights[(k + 1) * stride], d);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s2;
      }
      add_unit(x, weights[(k + 2) * stride], d);
#pragma unroll
      for (int i = 0; i < ROWS_OF_ITEM; i++) {
        x[i] = four[i].s3;
      }
      add_unit(x, weights[(k + 3) * stride], d);
    }
    return;
  }
#pragma unroll 1
  for (int k = 0; k < n; k++) {
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      x[i] = rows[at[i] + k];
    }
    add_unit(x, weights[k * stride], d);
  }
}

OF_TILES void output_pass(SHAPE global const int *jobs, global const int *starts, global const float *series,
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
  local float so_far[ROWS];
  local float wanted[ROWS];
  local int block_of[ROWS];
  local int state_of[ROWS];
  local float stage[ROWS * STAGE_ROW];
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
    int at[ROWS_OF_ITEM];
    float x[ROWS_OF_ITEM];
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      at[i] = min(r0 + i, states - 1) * HIDDENS;
      x[i] = w[output_bias_start(shape) + v];
    }
    multiply_rows(h, at, HIDDENS, by_unit + v, OUTPUTS, x);
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      if (r0 + i < states) {
        logits[(r0 + i) * OUTPUTS + v] = x[i];
      }
    }
  }
  barrier(CLK_GLOBAL_MEM_FENCE);
  if (!READS_TOKENS) {
    global float *made = forecasts + (size_t) job_index * BATCH + (IS_ONE_SEQUENCE ? t : tile * TILE_ROWS);
    for (int r = lid; r < states; r += lanes) {
      float y = logits[r * OUTPUTS];
      made[r] = y;
      int window = IS_ONE_SEQUENCE ? STARTS[t] : STARTS[tile * TILE_ROWS + r];
      float error = y - series[window * WIDTH + (IS_ONE_SEQUENCE ? INPUTS : STEPS * WIDTH)];
      logits[r * OUTPUTS] = 2 * scale * error;
    }
  } else {
    bool bounded = bounds[job[PLACE]];
    global float *most_of_block = sums + step_group * SUM_FLOATS;
    global float *sum_of = most_of_block + BLOCKS * TILE_ROWS;
    for (int i = lid; i < rows; i += lanes) {
      int target = tree[tree_start(shape, t, TARGET) + i];
      state_of[i] = tree[tree_start(shape, t, STATE) + i];
      wanted[i] = logits[state_of[i] * OUTPUTS + target];
      block_of[i] = target / BLOCK;
    }
    if (!bounded) {
      for (int i = lid; i < BLOCKS * states; i += lanes) {
        int block = i / states;
        int r = i % states;
        global const float *row = logits + r * OUTPUTS;
        float m = row[block * BLOCK];
        int end = min((block + 1) * BLOCK, OUTPUTS);
        for (int v = block * BLOCK + 1; v < end; v++) {
          m = row[v] > m ? row[v] : m;
        }
        most_of_block[block * TILE_ROWS + r] = m;
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
    }
    for (int r = lid; r < states; r += lanes) {
      so_far[r] = bounded ? 0.0f : most_of_block[r];
    }
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    /* The maximum that a block's exponentials subtract is that of the blocks so far. */
#pragma unroll 1
    for (int v0 = 0; v0 < READ_OUTPUTS; v0 += STAGE) {
      int n = min(STAGE, OUTPUTS - v0);
      for (int i = lid; i < states * n; i += lanes) {
        int r = i / n;
        int at = r * OUTPUTS + v0 + i % n;
        float x = logits[at];
        float e = exponential(bounded ? x : x - so_far[r]);
        if (BLOCKS == 1) {
          logits[at] = e;
        }
        stage[r * STAGE_ROW + i % n] = e;
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      bool ends = (v0 + n) % BLOCK == 0 || v0 + n == OUTPUTS;
      for (int r = lid; r < states; r += lanes) {
        float total = v0 % BLOCK == 0 ? 0.0f : sum[r];
        for (int j = 0; j < n; j++) {
          total += stage[r * STAGE_ROW + j];
        }
        sum[r] = total;
        if (ends) {
          int block = v0 / BLOCK;
          sum_of[block * TILE_ROWS + r] = total;
          if (!bounded && block + 1 < BLOCKS) {
            float next = most_of_block[(block + 1) * TILE_ROWS + r];
            so_far[r] = next > so_far[r] ? next : so_far[r];
          }
        }
      }
      barrier(CLK_LOCAL_MEM_FENCE);
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
    /* Three chains, which different work-items take if there are so many. */
    global Loss *loss = losses + ((size_t) job_index * tiles_at_most + tile) * STEPS + t;
    if (lid == 0) {
      loss->targets = sum_of_targets(shape, wanted, block_of, rows);
    }
    if (lid == LANES / 4) {
      loss->maxima = sum_of_maxima(bounded, state_of, rows, most);
    }
    if (lid == LANES / 2) {
      multiply_sums(loss, state_of, rows, sum);
    }
    if (!training) {
      return;
    }
    for (int i = lid; i < OUTPUTS * states; i += lanes) {
      int r = i / OUTPUTS;
      float e = logits[i];
      if (BLOCKS > 1) {
        e = exponential(bounded ? e : e - most[r]);
      }
      logits[i] = e * factor[r];
    }
    barrier(CLK_GLOBAL_MEM_FENCE);
    for (int r = lid; r < states; r += lanes) {
      int begin = tree[tree_start(shape, t, FIRST_WINDOW) + r];
      int end = begin + tree[tree_start(shape, t, COUNT) + r];
      for (int i = begin; i < end; i++) {
        hit[i] = logits[r * OUTPUTS + tree[tree_start(shape, t, TARGET) + i]];
      }
      for (int i = begin; i < end; i++) {
        logits[r * OUTPUTS + tree[tree_start(shape, t, TARGET) + i]] -= scale;
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
    int at[ROWS_OF_ITEM];
    float d[ROWS_OF_ITEM];
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      at[i] = min(r0 + i, states - 1) * OUTPUTS;
      d[i] = 0.0f;
    }
    multiply_rows(logits, at, OUTPUTS, w + output_start(shape) + k, HIDDENS, d);
#pragma unroll
    for (int i = 0; i < ROWS_OF_ITEM; i++) {
      if (r0 + i < states) {
        dh[(r0 + i) * HIDDENS + k] = d[i];
      }
    }
  }
}

/* The place in the order of sums of the i-th step: the last first if steps are taken alone, else ascending. */
int nth_step(SHAPE int i, int begin, int end) { return OUTPUT_DESCENDS ? end - 1 - i : begin + i; }

/* Loads the gradients of tokens vs from a row of the logits. Four of them are one load if the rows allow it. */
void load_tokens(SHAPE global const float *row, const int vs[TOKENS_OF_ITEM], float g[TOKENS_OF_ITEM]) {
#if TOKENS_OF_ITEM == 4
  if (IN_FOURS(OUTPUTS)) {
    float4 four = FOUR_AT(row + vs[0]);
    g[0] = four.s0;
    g[1] = four.s1;
    g[2] = four.s2;
    g[3] = four.s3;
    return;
  }
#endif
#pragma unroll
  for (int j = 0; j < TOKENS_OF_ITEM; j++) {
    g[j] = row[vs[j]];
  }
}

/* Adds the products of a unit of a state and the gradients of tokens. */
void add_tokens(float x, const float g[TOKENS_OF_ITEM], float sums[TOKENS_OF_ITEM]) {
#pragma unroll
  for (int j = 0; j < TOKENS_OF_ITEM; j++) {
    sums[j] = fma(g[j], x, sums[j]);
  }
}

/* Adds to the gradient of the output weights: a work-item for a unit and TOKENS_OF_ITEM tokens. */
OF_ITEMS void output_weights(SHAPE global const int *jobs, global const float *activations, global const int *trees,
    global const float *all_logits, int first, int per_shard, int first_out, int per_shard_out, int from,
    int steps_here, global float *gradients) {
  int item = get_global_id(0);
  int blocks = (OUTPUTS + TOKENS_OF_ITEM - 1) / TOKENS_OF_ITEM;
  int k = UNIT_OF(item, blocks);
  int v0 = BLOCK_OF(item, blocks) * TOKENS_OF_ITEM;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (k >= HIDDENS || !job[IS_TRAINING]) {
    return;
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  int end = min(from + steps_here, steps);
  global float *gradient = gradients + ((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS
      + output_start(shape) + k;
  int vs[TOKENS_OF_ITEM];
  float sums[TOKENS_OF_ITEM];
#pragma unroll
  for (int j = 0; j < TOKENS_OF_ITEM; j++) {
    vs[j] = min(v0 + j, OUTPUTS - 1);
    sums[j] = gradient[vs[j] * HIDDENS];
  }
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
      global const float *logits = all_logits + step_group * OUTPUTS * TILE_ROWS;
      global const float *h = a + hidden_start(shape, LAYERS - 1, t) + k;
      int states = tree[t];
      int r0 = 0;
      /* Without branches, so that a compiler loads ahead. */
      for (; r0 + AHEAD <= states; r0 += AHEAD) {
        float x[AHEAD];
        float g[AHEAD][TOKENS_OF_ITEM];
#pragma unroll
        for (int m = 0; m < AHEAD; m++) {
          x[m] = h[(r0 + m) * HIDDENS];
          load_tokens(shape, logits + (r0 + m) * OUTPUTS, vs, g[m]);
        }
#pragma unroll
        for (int m = 0; m < AHEAD; m++) {
          add_tokens(x[m], g[m], sums);
        }
      }
      for (; r0 < states; r0++) {
        float g[TOKENS_OF_ITEM];
        load_tokens(shape, logits + r0 * OUTPUTS, vs, g);
        add_tokens(h[r0 * HIDDENS], g, sums);
      }
    }
  }
#pragma unroll
  for (int j = 0; j < TOKENS_OF_ITEM; j++) {
    if (v0 + j < OUTPUTS) {
      gradient[vs[j] * HIDDENS] = sums[j];
    }
  }
}

/*
 * Sums the gradient of the output biases for each row of the tiles: a work-item for a token and a row. The sum runs
 * over the steps. If steps are taken alone, it goes on over all tiles of the shard.
 */
OF_ITEMS void output_biases(SHAPE global const int *jobs, global const int *trees, global const float *all_logits,
    global const float *hits, int first, int per_shard, int first_out, int per_shard_out, int from, int steps_here,
    global float *rows_of_biases) {
  int v = get_global_id(0) % OUTPUTS;
  int r = get_global_id(0) / OUTPUTS;
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (r >= ROWS || !job[IS_TRAINING]) {
    return;
  }
  int tiles = tiles_of(shape, job[WINDOWS]);
  int steps = steps_of(shape, job[WINDOWS]);
  int end = min(from + steps_here, steps);
  float scale = as_float(job[SCALE_BITS]);
  size_t kept = (((size_t) job_index * SHARDS + shard) * ROWS + r) * OUTPUTS + v;
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
      float g = all_logits[(step_group * TILE_ROWS + r) * OUTPUTS + v];
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
OF_ITEMS void close_biases(SHAPE global const int *jobs, global const float *rows_of_biases, global float *gradients) {
  int v = get_global_id(0);
  int shard = get_global_id(1) % SHARDS;
  int job_index = get_global_id(1) / SHARDS;
  global const int *job = jobs + job_index * JOB;
  if (v >= OUTPUTS || !job[IS_TRAINING]) {
    return;
  }
  global const float *of_rows = rows_of_biases + ((size_t) job_index * SHARDS + shard) * ROWS * OUTPUTS + v;
  float total = 0.0f;
  for (int chain = 0; chain < 16; chain++) {
    float of_chain = 0.0f;
    for (int row = chain; row < ROWS; row += 16) {
      of_chain += of_rows[row * OUTPUTS];
    }
    total += of_chain;
  }
  gradients[((size_t) job_index * SHARDS + shard) * GRADIENT_FLOATS + output_bias_start(shape) + v] += total;
}
