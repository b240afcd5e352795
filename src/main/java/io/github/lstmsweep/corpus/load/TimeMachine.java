package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.source.BoundedStream;
import io.github.lstmsweep.corpus.source.RegularFile;
import io.github.lstmsweep.corpus.source.UnreadableException;
import io.github.lstmsweep.corpus.source.UriReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds The Time Machine as d2l.ai distributes it. The software does not contain it. The text comes
 * from a folder that the user names, else from the cache, else from d2l.ai's address. Its SHA-256
 * must be that of the file whose SHA-1 d2l.ai's own loader checks.
 */
public final class TimeMachine {
  /** The file's name in a folder and in the cache. */
  public static final String FILE = "timemachine.txt";

  static final String SHA256 = "8424dbd9532ac81f7e5f0b6add90e6952baea29158309d7d1bf3884f4e12c516";
  static final URI ADDRESS =
      URI.create("https://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt");

  /** The file has 178,979 bytes; a much longer one is a different file. */
  private static final long MOST_BYTES = 1 << 20;

  private final List<Path> folders = new ArrayList<>();
  private final Path cache;
  private final UriReader download;

  TimeMachine(Optional<Path> corpusDir, Map<String, String> env, UriReader download) {
    corpusDir.ifPresent(folders::add);
    String named = env.getOrDefault("LSTM_SWEEP_CORPORA", "");
    if (!named.isEmpty()) {
      folders.add(Path.of(named));
    }
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification says to ignore a relative XDG_CACHE_HOME.
    Path caches =
        xdg.isEmpty() || !Path.of(xdg).isAbsolute()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    if (!caches.isAbsolute()) {
      // The user has no home, which Java spells "?".
      caches = Path.of(System.getProperty("java.io.tmpdir"));
    }
    this.cache = caches.resolve("lstm-sweep").resolve(FILE);
    this.download = download;
  }

  byte[] bytes() {
    Optional<Path> named = named();
    if (named.isPresent()) {
      return checked(named.get().toString(), read(named.get()));
    }
    Optional<byte[]> cached = cached();
    if (cached.isPresent()) {
      return cached.get();
    }
    byte[] downloaded = checked(ADDRESS.toString(), download());
    keep(downloaded);
    return downloaded;
  }

  /** Returns whether the file is on this machine, so that nothing is downloaded. */
  boolean isHere() {
    return named().isPresent() || cached().isPresent();
  }

  private Optional<Path> named() {
    return folders.stream().map(folder -> folder.resolve(FILE)).filter(Files::exists).findFirst();
  }

  /** Returns the cached bytes. A different or unreadable file counts as missing. */
  private Optional<byte[]> cached() {
    try (InputStream in = RegularFile.open(cache, MOST_BYTES)) {
      return Optional.of(in.readAllBytes()).filter(bytes -> sha256(bytes).equals(SHA256));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(Path file) {
    try (InputStream in = RegularFile.open(file, MOST_BYTES)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw UserException.badInput(
          "Cannot read corpus timemachine from " + file + ": " + UnreadableException.reason(e));
    }
  }

  private byte[] download() {
    try (InputStream in = new BoundedStream(download.open(ADDRESS, MOST_BYTES), MOST_BYTES)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw UserException.badInput(
          "Cannot find corpus timemachine: must be "
              + FILE
              + " in a folder that you name, or "
              + cache
              + ", or downloadable from "
              + ADDRESS
              + " ("
              + e.getMessage()
              + ")",
          Remedy.of(Remedy.Kind.FOLDER_OF_CORPORA));
    }
  }

  /** Stores the file. A cache that cannot be written only costs the next run a download. */
  private void keep(byte[] bytes) {
    try {
      Files.createDirectories(cache.getParent());
      Path whole = Files.createTempFile(cache.getParent(), FILE, ".part");
      try {
        Files.write(whole, bytes);
        Files.move(whole, cache, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      System.getLogger(TimeMachine.class.getName())
          .log(System.Logger.Level.DEBUG, "Cannot keep " + cache, e);
    }
  }

  private static byte[] checked(String source, byte[] bytes) {
    String sha256 = sha256(bytes);
    if (!sha256.equals(SHA256)) {
      throw UserException.badInput(
          "Cannot use corpus timemachine from "
              + source
              + ": must have SHA-256 "
              + SHA256
              + ", but has "
              + sha256
              + "; get it from "
              + ADDRESS);
    }
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
