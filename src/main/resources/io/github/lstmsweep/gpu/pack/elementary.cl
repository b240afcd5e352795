/* exp, sigmoid and tanh as nn.kernel.Elementary computes them, operation by operation. */

/* A quotient. The self-test builds it wrong on purpose, to see that it notices. */
#ifdef WRONG_DIVISION
float quotient(float a, float b) { return a * (1.0f / b); }
#else
float quotient(float a, float b) { return a / b; }
#endif

/* e to the power of x, with |x| clamped to 87; not a number for infinity. */
float exponential(float x) {
  int bits = as_int(x);
  float y = as_float(min(bits & MAGNITUDE, EXP_LIMIT_BITS) | (bits & SIGN));
  float n = fma(y, LOG2_E, ROUND);
  float r = fma(n - ROUND, -LN2, y);
  float r2 = r * r;
  float q = fma(r2, Q4, fma(r, Q3, Q2));
  q = fma(r2, q, fma(r, Q1, Q0));
  float scale = as_float((as_int(n) << 23) + ONE_BITS);
  return fma(scale, fma(r2, q, r), fma(x, 0.0f, scale));
}

float sigmoid(float x) { return quotient(1.0f, exponential(-x) + 1.0f); }

float tangent(float x) {
  int bits = as_int(x);
  float a = as_float(min(bits & MAGNITUDE, TANH_LIMIT_BITS));
  float z = a * a;
  float p = fma(fma(TANH_P4, z, TANH_P3), z, TANH_P2);
  p = fma(fma(p, z, TANH_P1), z, 1.0f) * a;
  float q = fma(fma(TANH_Q4, z, TANH_Q3), z, TANH_Q2);
  q = fma(fma(q, z, TANH_Q1), z, fma(x, 0.0f, 1.0f));
  float least = as_float(min(as_int(p), as_int(q)));
  return as_float(as_int(quotient(least, q)) | (bits & SIGN));
}

/* The square root of a float, rounded correctly: a double holds it with bits to spare. */
float root(float x) { return convert_float(sqrt(convert_double(x))); }

/* One operation on many arguments, for the self-test. */
kernel void probe(int operation, global const float *a, global const float *b, global const float *c, global float *out) {
  int i = get_global_id(0);
  float x = a[i];
  switch (operation) {
    case 0: x = fma(a[i], b[i], c[i]); break;
    case 1: x = a[i] + b[i]; break;
    case 2: x = a[i] * b[i]; break;
    case 3: x = quotient(a[i], b[i]); break;
    case 4: x = root(a[i]); break;
    case 5: x = exponential(a[i]); break;
    case 6: x = sigmoid(a[i]); break;
    case 7: x = tangent(a[i]); break;
    case 8: x = a[i] * b[i] + c[i]; break;
    case 9:
      for (int k = 0; k < 64; k++) {
        x = fma(x, b[i], c[i]);
      }
      break;
  }
  out[i] = x;
}

/* Sums of squares and products in double, for the self-test. */
kernel void probe_double(global const float *a, global double *out) {
  int i = get_global_id(0);
  double sum = 0.0;
  double product = 1.0;
  for (int k = 0; k < 16; k++) {
    double x = convert_double(a[i * 16 + k]);
    sum += x * x;
    product *= x;
  }
  out[2 * i] = sum;
  out[2 * i + 1] = product;
}
