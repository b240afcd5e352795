package io.github.lstmsweep.report.section.trial;

/** The place of a table without a key and secret, which a URI may name before the host. */
public final class SafePlace {
  private SafePlace() {}

  /** Returns the place without user info. */
  public static String of(String place) {
    return place.replaceFirst("://[^/@]*@", "://");
  }
}
