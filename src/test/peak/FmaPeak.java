import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most that this core can do, in GFLOP/s: twelve chains of fused multiply-adds that stay in
 * registers, a multiply-add counted as two. One file for the source launcher, since the Vector
 * API's warning would stop the build: {@code java --add-modules jdk.incubator.vector FmaPeak.java}.
 */
final class FmaPeak {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 100_000;

  private FmaPeak() {}

  public static void main(String[] args) {
    double best = Double.POSITIVE_INFINITY;
    float sink = 0;
    for (int round = 0; round < 2_000; round++) {
      long start = System.nanoTime();
      sink += chains(STEPS);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    System.out.printf(
        Locale.ROOT,
        "gflops %.1f%s%n",
        2e-9 * 12 * S.length() * STEPS / best,
        sink == 1 ? " " : "");
  }

  private static float chains(int steps) {
    FloatVector x = FloatVector.broadcast(S, 0.999f);
    FloatVector y = FloatVector.broadcast(S, 1e-3f);
    FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
    for (int n = 0; n < steps; n++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
  }
}
