package io.github.lstmsweep.nn.parameter;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds many arrays of floats in one, each from the start of a cache line. A vector of 64 bytes
 * that lies across two lines takes two loads. That cost a product a tenth to a sixth of its speed.
 * First every user takes its places, then the array is made.
 *
 * <p>Java does not specify where an array lies, and a collector moves it. G1 does not move arrays
 * larger than half a region of its heap, and begins them at a region's start. So the array is made
 * at least that long, and the first place comes after the header of 16 bytes. With a different
 * collector the places are arbitrary. The computed values do not depend on the places.
 */
public final class Arena {
  /** The first place in floats: the rest of a cache line after a header of 16 bytes. */
  public static final int FIRST = 12;

  private static final int LINE = 16; // floats
  private static final int LEAST = halfRegion();

  private long end = FIRST;
  private float[] floats;

  /** An array with {@code n} floats from its first place on. */
  static float[] array(int n) {
    Arena arena = new Arena();
    arena.take(n);
    return arena.floats();
  }

  /**
   * Takes a place for {@code n} floats, and returns its start.
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

  /** The array, which is zero at first. */
  public float[] floats() {
    if (floats == null) {
      floats = new float[(int) Math.max(end, LEAST)];
    }
    return floats;
  }

  /** The floats in half a region of G1; 0 with a different collector. */
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
