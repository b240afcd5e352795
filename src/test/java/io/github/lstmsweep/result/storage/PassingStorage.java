package io.github.lstmsweep.result.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Passes every call on to a different storage, except those that a test overrides. */
public class PassingStorage implements Storage {
  private final Storage storage;

  /** Makes a storage that passes calls on to {@code storage}. */
  public PassingStorage(Storage storage) {
    this.storage = storage;
  }

  @Override
  public Kind kind(String path) throws IOException {
    return storage.kind(path);
  }

  @Override
  public List<String> names(String folder) throws IOException {
    return storage.names(folder);
  }

  @Override
  public byte[] read(String path) throws IOException {
    return storage.read(path);
  }

  @Override
  public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    return storage.publish(path, scratch, bytes, condition);
  }

  @Override
  public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    return storage.replace(path, scratch, bytes, condition);
  }

  @Override
  public boolean move(String path, String to) throws IOException {
    return storage.move(path, to);
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    storage.write(path, bytes);
  }

  @Override
  public void delete(String path) throws IOException {
    storage.delete(path);
  }

  @Override
  public void deleteAll(String folder, Collection<String> names) throws IOException {
    storage.deleteAll(folder, names);
  }

  @Override
  public Instant writtenAt(String file) throws IOException {
    return storage.writtenAt(file);
  }
}
