package io.github.lstmsweep.gpu.plan;

/** The part of a launch that bounds its time. */
public enum Bound {
  /** The start of the launch. */
  LAUNCH("launch"),
  /** Loads that follow each other in a work-item, with too few work-groups to hide them. */
  LATENCY("latency"),
  /** Operations of the lanes. */
  OPERATIONS("operations"),
  /** The first-level cache. */
  CACHE("first-level cache"),
  /** The second-level cache. */
  FAR_CACHE("second-level cache"),
  /** The global memory. */
  MEMORY("memory"),
  /** The copies between the machine and the device. */
  COPIES("copies");

  private final String text;

  Bound(String text) {
    this.text = text;
  }

  /** Its name for people. */
  public String text() {
    return text;
  }
}
