/* Philox4x32-10, as trial.random.Philox, and the masks of nn.layer.Dropout. */

uint4 philox(uint4 counter, uint key0, uint key1) {
  for (int round = 0; round < PHILOX_ROUNDS; round++) {
    uint high0 = mul_hi((uint) PHILOX_MULTIPLIER_0, counter.x);
    uint low0 = (uint) PHILOX_MULTIPLIER_0 * counter.x;
    uint high1 = mul_hi((uint) PHILOX_MULTIPLIER_1, counter.z);
    uint low1 = (uint) PHILOX_MULTIPLIER_1 * counter.z;
    counter = (uint4) (high1 ^ counter.y ^ key0, low1, high0 ^ counter.w ^ key1, low0);
    key0 += (uint) PHILOX_WEYL_0;
    key1 += (uint) PHILOX_WEYL_1;
  }
  return counter;
}

/* The factor of a hidden unit of the layer below: 0 or 1 / (1 - rate). */
float mask_of(global const int *job, int layer, int t, int window, int unit) {
  uint4 place = (uint4) ((uint) job[MINIBATCH_LOW], (uint) (job[MINIBATCH_HIGH] << 8 | layer),
      (uint) (t << 16 | t >> 16 << DROPOUT_BITS_OF_UNITS | unit / 8), (uint) window);
  uint4 bits = philox(place, (uint) job[KEY0], (uint) job[KEY1]);
  int lane = unit % 8;
  uint word = lane < 2 ? bits.x : lane < 4 ? bits.y : lane < 6 ? bits.z : bits.w;
  int drawn = (int) (word >> (lane % 2 * 16) & 0xFFFFu);
  return drawn < job[DROP_BELOW] ? 0.0f : as_float(job[KEPT_BITS]);
}
