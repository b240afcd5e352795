package io.github.lstmsweep.spark;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the addresses at which a process of this machine listens, as Linux reports them. */
public final class ListeningPorts {
  private static final String LISTENS = "0A";

  private ListeningPorts() {}

  /** Returns the addresses of the process with this id. */
  public static List<InetSocketAddress> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets;
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      sockets = files.map(ListeningPorts::target).collect(Collectors.toSet());
    }
    List<InetSocketAddress> ports = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(process.resolve(table))) {
        String[] words = line.strip().split("\\s+", -1);
        if (words[3].equals(LISTENS) && sockets.contains("socket:[" + words[9] + "]")) {
          ports.add(address(words[1]));
        }
      }
    }
    return ports;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** Reads an address in words of four bytes, each with its last byte first, and then a port. */
  private static InetSocketAddress address(String text) throws IOException {
    String[] parts = text.split(":", -1);
    int bytes = parts[0].length() / 2;
    byte[] turned = new BigInteger("01" + parts[0], 16).toByteArray();
    byte[] address = Arrays.copyOfRange(turned, 1, bytes + 1);
    for (int i = 0; i < bytes; i++) {
      address[i] = turned[1 + (i / 4 * 4 + 3 - i % 4)];
    }
    return new InetSocketAddress(InetAddress.getByAddress(address), Integer.parseInt(parts[1], 16));
  }
}
