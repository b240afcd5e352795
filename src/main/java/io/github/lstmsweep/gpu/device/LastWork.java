package io.github.lstmsweep.gpu.device;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a process end only when its devices are idle. A driver takes itself down at the end of the
 * process; a kernel that still runs then, or is being built, would read memory that is gone.
 */
final class LastWork {
  private static final Set<Computer> OPEN = new HashSet<>();
  private static boolean isHooked;
  private static boolean isEnding;

  private LastWork() {}

  /** Makes the end of the process wait for a device's work. If it has begun, it ends the device. */
  static synchronized void waitFor(Computer computer) {
    if (!isHooked && !isEnding) {
      hook();
    }
    if (isEnding) {
      computer.end();
    }
    OPEN.add(computer);
  }

  private static void hook() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(LastWork::end, "lstm-sweep-gpu-end"));
      isHooked = true;
    } catch (IllegalStateException e) {
      isEnding = true;
    }
  }

  /** Forgets a device that was closed. */
  static synchronized void done(Computer computer) {
    OPEN.remove(computer);
  }

  private static void end() {
    List<Computer> open;
    synchronized (LastWork.class) {
      isEnding = true;
      open = List.copyOf(OPEN);
    }
    open.forEach(Computer::end);
  }
}
