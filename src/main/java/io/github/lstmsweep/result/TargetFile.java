package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a person wants written, on any filesystem: it appears whole or not at all. */
public final class TargetFile {
  private static final String SCRATCH = ".lstm-sweep";

  private final URI uri;
  private final String name;
  private final Storage storage;

  private TargetFile(URI uri, String name, Storage storage) {
    this.uri = uri;
    this.name = name;
    this.storage = storage;
  }

  /**
   * The file at a path or a URI.
   *
   * @param typed for {@code --to}
   */
  public static TargetFile at(String typed, StorageSettings settings) {
    try {
      URI uri = settings.locate(typed);
      String path = uri.getPath();
      String name = path.substring(path.lastIndexOf('/') + 1);
      URI folder = uri.resolve(".");
      if (name.isEmpty() || folder.equals(uri)) {
        throw cannotSet(typed, "must be a file, and it is a folder; add a name");
      }
      return new TargetFile(uri, name, Storage.at(folder, settings));
    } catch (UserException e) {
      throw e.getMessage().startsWith("Cannot set --to ") ? e : unusable(typed, e);
    } catch (IOException | RuntimeException e) {
      throw unusable(typed, e);
    }
  }

  private static UserException unusable(String typed, Exception e) {
    return cannotSet(
        typed, "must be a path, or a URI such as hdfs://host/file (" + Reason.of(e) + ")");
  }

  private static UserException cannotSet(String typed, String bound) {
    return UserException.badInput("Cannot set --to to " + typed + ": " + bound);
  }

  /** Where it is, for people. */
  public String place() {
    return "file".equals(uri.getScheme()) ? Path.of(uri).toString() : uri.toString();
  }

  /** Refuses a folder of this machine that is not there: most often it is misspelt. */
  public void requireParent() {
    if ("file".equals(uri.getScheme())) {
      Path parent = Path.of(uri).getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw cannotSet(
            place(),
            "must be in a folder that is there, but "
                + parent
                + (Files.exists(parent) ? " is no folder" : " is not; make it first"));
      }
    }
  }

  /** Refuses a place where something is, before any work is done for it. */
  public void requireVacant() {
    requireNoFolder();
    if (kind() == Storage.Kind.FILE) {
      throw taken();
    }
  }

  /** Refuses a folder, which nothing replaces. */
  public void requireNoFolder() {
    if (kind() == Storage.Kind.FOLDER) {
      throw cannotSet(place(), "must be a file, and it is a folder; add a name");
    }
  }

  /** Writes where nothing is. */
  public void write(byte[] bytes) {
    try {
      if (!storage.publish(name, SCRATCH, bytes)) {
        throw taken();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Writes, in the place of what is there. */
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
    return cannotSet(place(), "there is a file already; name another or add --force");
  }

  private UserException unwritable(IOException e) {
    return UserException.storage("Cannot write " + place() + ": " + Reason.of(e));
  }
}
