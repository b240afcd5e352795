package io.github.lstmsweep.nn.parameter;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Room for many arrays of floats in one, each from the start of a cache line: a vector of 64 bytes
 * that lies across two lines takes two loads, which cost a product a tenth to a sixth of its speed.
 * First every user takes its places, then the array is made.
 *
 * <p>Java does not say where an array lies, and a collector moves it. G1 does not move what is
 * larger than half a region of its heap, and begins it at a region's start; so the array is made at
 * least that long, and the first place comes after the header of 16 bytes. With another collector
 * the places are as good as any. What is computed does not depend on it.
 */
public final class Arena {
  /** The first place, floats: what a header of 16 bytes leaves of a cache line. */
  public static final int FIRST = 12;

  private static final int LINE = 16; // floats
  private static final int LEAST = halfRegion();

  private long end = FIRST;
  private float[] floats;

  /** An array whose first place is for {@code n} floats. */
  static float[] array(int n) {
    Arena arena = new Arena();
    arena.take(n);
    return arena.floats();
  }

  /**
   * A place for {@code n} floats.
   *
   * @throws ArithmeticException if all places together do not fit an array
   */
  public int take(long n) {
    if (floats != null) {
      throw new IllegalStateException("Cannot take a place in an array that is made");
    }
    int place = Math.toIntExact(end);
    end = Math.toIntExact(Math.addExact(end, (n + LINE - 1) / LINE * LINE));
    return place;
  }

  /** The array, zeros at first. */
  public float[] floats() {
    if (floats == null) {
      floats = new float[(int) Math.max(end, LEAST)];
    }
    return floats;
  }

  /** Floats of half a region of G1; 0 with another collector. */
  private static int halfRegion() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(jvm.getVMOption("UseG1GC").getValue())
          ? Integer.parseInt(jvm.getVMOption("G1HeapRegionSize").getValue()) / 2 / Float.BYTES
          : 0;
    } catch (RuntimeException e) {
      return 0; // not HotSpot
    }
  }
}
