package io.github.lstmsweep.result.claim;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads arbitrary bytes as a marker, which names the process at work. */
public final class MarkerFuzz {
  private static final Claimant SELF =
      new Claimant("a-run", true, "host-1", "boot-1", "namespace-1", 1, 2, 3);

  private MarkerFuzz() {}

  /**
   * Returns whether {@code input} is accepted. An accepted claimant must answer every question and
   * be equal after it is written and read again.
   */
  public static boolean takes(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Marker.isWaiting(text);
    Marker.isWorking(text);
    Optional<Claimant> claimant = Claimant.parse(text);
    if (claimant.isEmpty()) {
      return false;
    }
    ask(claimant.get(), SELF);
    ask(SELF, claimant.get());
    if (!Claimant.parse(claimant.get().text()).equals(claimant)) {
      throw new AssertionError(claimant + " was read again otherwise");
    }
    return true;
  }

  private static void ask(Claimant one, Claimant other) {
    one.isProcessOf(other);
    one.isSameProcess(other);
    one.knowsIsAlive(other);
    one.knowsIsGone(other);
  }
}
