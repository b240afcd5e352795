package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a file that a person asked for, on any filesystem. The file appears whole or not at all.
 */
public final class TargetFile {
  private static final String SCRATCH = ".lstm-sweep";
  private static final String FOLDER = "must be a file, and it is a folder; add a name";

  private final URI uri;
  private final String name;
  private final Storage storage;

  private TargetFile(URI uri, String name, Storage storage) {
    this.uri = uri;
    this.name = name;
    this.storage = storage;
  }

  /**
   * Returns the file at a path or a URI.
   *
   * @param typed a path or a URI
   * @throws UserException if it is a folder or cannot be reached
   */
  public static TargetFile at(String typed, StorageSettings settings) {
    URI uri;
    Storage storage;
    try {
      uri = settings.locate(typed);
      storage = Storage.at(uri.resolve("."), settings);
    } catch (IOException | RuntimeException e) {
      throw cannotWrite(
          typed, "must be a path, or a URI such as hdfs://host/file (" + Reason.of(e) + ")");
    }
    String path = uri.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.isEmpty() || uri.resolve(".").equals(uri)) {
      throw cannotWrite(typed, FOLDER);
    }
    return new TargetFile(uri, name, storage);
  }

  private static UserException cannotWrite(String place, String bound) {
    return UserException.badInput("Cannot write " + place + ": " + bound);
  }

  /** Returns the file's place for messages: a local path or a URI. */
  public String place() {
    return "file".equals(uri.getScheme()) ? Path.of(uri).toString() : uri.toString();
  }

  /**
   * Throws an exception if the parent folder on this machine does not exist, as it is probably
   * misspelt.
   */
  public void requireParent() {
    if ("file".equals(uri.getScheme())) {
      Path parent = Path.of(uri).getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw cannotWrite(
            place(),
            "must be in an existing folder, but "
                + parent
                + (Files.exists(parent) ? " is no folder" : " does not exist; make it first"));
      }
    }
  }

  /** Throws an exception if something is at this place. Callers check before they do any work. */
  public void requireVacant() {
    requireNoFolder();
    if (kind() == Storage.Kind.FILE) {
      throw taken();
    }
  }

  /** Throws an exception if a folder is at this place, since nothing replaces a folder. */
  public void requireNoFolder() {
    if (kind() == Storage.Kind.FOLDER) {
      throw cannotWrite(place(), FOLDER);
    }
  }

  /** Writes the file. Throws an exception if a file is already there. */
  public void write(byte[] bytes) {
    try {
      if (!storage.publish(name, SCRATCH, bytes)) {
        throw taken();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Writes the file and replaces an existing one. */
  public void overwrite(byte[] bytes) {
    try {
      if (!storage.publish(name, SCRATCH, bytes)) {
        storage.replace(name, SCRATCH, bytes);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Storage.Kind kind() {
    try {
      return storage.kind(name);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UserException taken() {
    return UserException.badInput(
        "Cannot write " + place() + ": there is a file already",
        Remedy.of(Remedy.Kind.REPLACE_FILE));
  }

  private UserException unwritable(IOException e) {
    return UserException.storage("Cannot write " + place() + ": " + Reason.of(e));
  }
}
