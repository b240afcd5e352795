package io.github.lstmsweep.result.claim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** This machine among others. Looked up once in a process: that may ask a name server. */
final class ThisMachine {
  private static final int DIGITS = 8;

  /** Changes whenever the machine starts; empty where that is not known, such as on macOS. */
  static final String BOOT = read(Path.of("/proc/sys/kernel/random/boot_id"));

  /** For people, and nearly always another one on another machine. */
  static final String NAME =
      name(
          () -> InetAddress.getLocalHost().getHostName(),
          Path.of("/proc/sys/kernel/hostname"),
          BOOT);

  /** Which numbers of processes: a container has its own; empty where that is not known. */
  static final String NAMESPACE = namespace();

  private ThisMachine() {}

  /** Asks for the name of this machine. */
  interface NameService {
    String name() throws UnknownHostException;
  }

  /**
   * The name as it resolves; else as the kernel has it; else one that no other machine has, so that
   * two without a name are not taken for one.
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
