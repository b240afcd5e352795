package io.github.lstmsweep.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the addresses at which processes listen, as Linux reports them in {@code /proc}. */
final class Listening {
  private static final String LISTENS = "0A";

  /**
   * 127.x.y.z, the same address in IPv6, and ::1. Each word of four bytes has its last byte first.
   */
  private static final String LOOPBACK =
      "([0-9A-F]{6}7F|0{16}FFFF0000[0-9A-F]{6}7F|0{24}01000000):.*";

  private Listening() {}

  /**
   * Returns the addresses of a process and its descendants that other machines could reach, in
   * hexadecimal.
   */
  static List<String> beyondLoopback(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .flatMap(p -> sockets(Path.of("/proc", "" + p.pid())))
        .filter(address -> !address.matches(LOOPBACK))
        .toList();
  }

  /** Returns the addresses at which a process listens; none if it has ended. */
  static Stream<String> sockets(Path process) {
    Set<String> own;
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      own = files.map(Listening::target).collect(Collectors.toSet());
    } catch (IOException | java.io.UncheckedIOException e) {
      return Stream.empty();
    }
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(process.resolve(table)))
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > 9 && words[3].equals(LISTENS))
        .filter(words -> own.contains("socket:[" + words[9] + "]"))
        .map(words -> words[1]);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // The file was closed meanwhile.
      return "";
    }
  }
}
