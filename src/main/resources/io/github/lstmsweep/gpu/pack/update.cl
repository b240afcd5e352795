/* The steps of nn.Optimizer, and the copies of the parameters that the passes read. */

OF_ITEMS void update(SHAPE global const int *jobs, global float *parameters, global const float *gradients,
    global float *firsts, global float *seconds) {
  int i = get_global_id(0);
  global const int *job = jobs + get_global_id(1) * JOB;
  int kind = job[UPDATE_KIND];
  if (i >= PARAMETERS || kind == NO_UPDATE) {
    return;
  }
  size_t at = (size_t) job[PLACE] * PARAMETERS + i;
  float g = gradients[(size_t) job[PLACE] * GRADIENT_FLOATS + i];
  float w = parameters[at];
  float step = as_float(job[FACTOR_BITS]);
  if (kind == PLAIN) {
    parameters[at] = fma(step, g, w);
    return;
  }
  float shrunk = as_float(job[SHRINK_BITS]) * g;
  g = fma(as_float(job[DECAY_BITS]), w, shrunk);
  if (kind == SGD) {
    parameters[at] = fma(step, g, w);
  } else if (kind == MOMENTUM) {
    float velocity = fma(MOMENTUM_KEPT, firsts[at], g);
    firsts[at] = velocity;
    parameters[at] = fma(step, velocity, w);
  } else {
    float m = fma(ADAM_B1, firsts[at], ADAM_C1 * g);
    float square = g * g;
    float v = fma(ADAM_B2, seconds[at], ADAM_C2 * square);
    firsts[at] = m;
    seconds[at] = v;
    parameters[at] = fma(step, quotient(m, fma(root(v), as_float(job[CORRECTION_BITS]), ADAM_EPSILON)), w);
  }
}

/* Makes the transposed copies of the weights again. */
OF_ITEMS void copy_weights(SHAPE global const int *jobs, global const float *parameters, global float *all_copies) {
  int i = get_global_id(0);
  global const int *job = jobs + get_global_id(1) * JOB;
  if (i >= COPIES) {
    return;
  }
  global const float *w = parameters + (size_t) job[PLACE] * PARAMETERS;
  global float *copies = all_copies + (size_t) job[PLACE] * COPIES;
  if (i >= output_copy(shape)) {
    int n = i - output_copy(shape);
    copies[i] = w[output_start(shape) + n % OUTPUTS * HIDDENS + n / OUTPUTS];
    return;
  }
  int matrix = i / (COLUMNS * HIDDENS);
  int n = i % (COLUMNS * HIDDENS);
  int from = matrix < LAYERS ? recurrent_start(shape, matrix) : layer_start(shape, matrix - LAYERS + 1);
  copies[i] = w[from + n % HIDDENS * COLUMNS + n / HIDDENS];
}

/* Whether no logit can be far from zero, as nn.parameter.KernelWeights says: then no maximum is subtracted. */
OF_TILES void bound(SHAPE global const int *jobs, global const float *parameters, global int *bounds) {
  int lid = get_local_id(0);
  global const int *job = jobs + get_group_id(0) * JOB;
  local int fits[LANES];
  global const float *w = parameters + (size_t) job[PLACE] * PARAMETERS;
  int all = IS_TANH;
  for (int v = lid; v < OUTPUTS && all; v += get_local_size(0)) {
    float total = fabs(w[output_bias_start(shape) + v]);
    for (int k = 0; k < HIDDENS; k++) {
      total += fabs(w[output_start(shape) + v * HIDDENS + k]);
    }
    all = total <= LARGEST_LOGIT;
  }
  fits[lid] = all;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lid == 0) {
    for (int i = 1; i < get_local_size(0); i++) {
      all = all && fits[i];
    }
    bounds[job[PLACE]] = all;
  }
}
