package io.github.lstmsweep.result.claim;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A marker from anywhere: it says who is at work. */
public final class MarkerFuzz {
  private static final Claimant SELF =
      new Claimant("a-run", true, "host-1", "boot-1", "namespace-1", 1, 2);

  private MarkerFuzz() {}

  /** What is taken can be asked, and is equal when written again. */
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
