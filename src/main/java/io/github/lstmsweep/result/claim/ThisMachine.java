package io.github.lstmsweep.result.claim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Identifies this machine. It looks everything up once per process, because that may ask a name
 * server.
 */
final class ThisMachine {
  private static final int DIGITS = 8;

  /** An id that changes whenever the machine starts; empty if it is not known, such as on macOS. */
  static final String BOOT = read(Path.of("/proc/sys/kernel/random/boot_id"));

  /** The machine's name, for messages. A different machine nearly always has a different name. */
  static final String NAME =
      name(
          () -> InetAddress.getLocalHost().getHostName(),
          Path.of("/proc/sys/kernel/hostname"),
          BOOT);

  /** The process-number namespace, since a container has its own; empty if it is not known. */
  static final String NAMESPACE = namespace();

  private ThisMachine() {}

  /** Looks up the name of this machine. */
  interface NameService {
    String name() throws UnknownHostException;
  }

  /**
   * Returns the name as it resolves, else the kernel's name, else a name that no other machine has.
   * Two machines without a name are thus never taken for one.
   */
  static String name(NameService service, Path kernelName, String boot) {
    try {
      return service.name();
    } catch (UnknownHostException e) {
      String name = read(kernelName);
      if (!name.isEmpty() && !name.equals("(none)")) {
        return name;
      }
      String own = boot.isEmpty() ? UUID.randomUUID().toString() : boot;
      return "unknown-" + own.substring(0, Math.min(DIGITS, own.length()));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }
}
