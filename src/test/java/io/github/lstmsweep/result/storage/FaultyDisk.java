package io.github.lstmsweep.result.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A disk whose process dies at a crash point. Syncing only records the names that a real sync makes
 * durable. A power cut removes all other names.
 */
public final class FaultyDisk extends Disk {
  private final CrashPoint crash;
  private final Set<Path> unsynced = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Makes a disk on which {@code crash} decides when the process dies. */
  public FaultyDisk(CrashPoint crash) {
    this.crash = crash;
  }

  @Override
  public Storage.Kind kind(Path path) {
    step("kind " + path, null);
    return super.kind(path);
  }

  @Override
  public Storage.Kind kindOfRoot(Path root) {
    step("kindOfRoot " + root, null);
    return super.kindOfRoot(root);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    step("names " + folder, null);
    return super.names(folder);
  }

  @Override
  public byte[] read(Path file, int mostBytes) throws IOException {
    step("read " + file, null);
    return super.read(file, mostBytes);
  }

  @Override
  public Instant writtenAt(Path file) throws IOException {
    step("writtenAt " + file, null);
    return super.writtenAt(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step("createFolder " + folder, null);
    super.createFolder(folder);
    unsynced.add(folder);
  }

  @Override
  public void create(Path file, byte[] bytes) throws IOException {
    step("create " + file, () -> half(file, bytes));
    Files.write(file, bytes, java.nio.file.StandardOpenOption.CREATE_NEW);
    unsynced.add(file);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    step("write " + file, () -> half(file, bytes));
    super.write(file, bytes);
    unsynced.add(file);
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    step("link " + name, null);
    super.link(name, file);
    unsynced.add(name);
  }

  @Override
  public void moveOver(Path name, Path file) throws IOException {
    step("moveOver " + name, null);
    super.moveOver(name, file);
  }

  @Override
  void sync(Path folder) {
    step("sync " + folder, null);
    unsynced.removeIf(name -> name.getParent().equals(folder));
  }

  @Override
  public void delete(Path path) throws IOException {
    step("delete " + path, null);
    super.delete(path);
    unsynced.remove(path);
  }

  private void step(String call, Runnable half) {
    crash.step(call, half, this::loseWhatIsNotSynced);
  }

  private static void half(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loseWhatIsNotSynced() {
    for (Path lost : List.copyOf(unsynced)) {
      try (Stream<Path> inside = Files.walk(lost)) {
        inside.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
      } catch (IOException e) {
        // It was in a folder that is lost too.
      }
    }
  }
}
