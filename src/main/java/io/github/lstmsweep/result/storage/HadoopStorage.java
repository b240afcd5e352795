package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RefusedPathException;
import io.github.lstmsweep.result.layout.TablePath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;

/** A folder on a filesystem that Hadoop reaches: HDFS and similar ones, or an object store. */
public final class HadoopStorage implements Storage {
  /** The way a file becomes visible. */
  public enum PublishingWay {
    /**
     * The file is written to a scratch folder and renamed. The rename is atomic and refuses an
     * existing name.
     */
    RENAME,
    /** The file is written in place, because the store shows an object only once it is complete. */
    SINGLE_PUT
  }

  /** Property with the way of publishing for a filesystem that is not known here. */
  static final String PROPERTY = "lstmsweep.publishing";

  private static final Set<String> ATOMIC_RENAME =
      Set.of("hdfs", "webhdfs", "swebhdfs", "viewfs", "abfs", "abfss", "ofs");

  private static final Set<String> WHOLE_OBJECTS = Set.of("s3a", "gs");

  private final Path root;
  private final FileSystem filesystem;
  private final FileContext context;
  private final PublishingWay publishing;

  private HadoopStorage(
      Path root, FileSystem filesystem, FileContext context, PublishingWay publishing) {
    this.root = root;
    this.filesystem = filesystem;
    this.context = context;
    this.publishing = publishing;
  }

  /**
   * Returns the storage at {@code root}.
   *
   * @throws UserException if no way of publishing is known for its filesystem
   */
  public static HadoopStorage at(URI root, StorageSettings settings) throws IOException {
    return at(root, settings, publishing(root, settings));
  }

  /**
   * Returns the way of publishing, from the scheme, the filesystem itself or the user's setting.
   */
  private static PublishingWay publishing(URI root, StorageSettings settings) throws IOException {
    String named = settings.properties().getOrDefault(PROPERTY, "");
    if (named.equals("rename") || ATOMIC_RENAME.contains(root.getScheme())) {
      return PublishingWay.RENAME;
    }
    // A filesystem that can abort an object shows no incomplete one.
    if (named.equals("put")
        || WHOLE_OBJECTS.contains(root.getScheme())
        || FileSystem.get(root, settings.configuration())
            .hasPathCapability(new Path(root), CommonPathCapabilities.ABORTABLE_STREAM)) {
      return PublishingWay.SINGLE_PUT;
    }
    throw UserException.badInput(
        "Cannot use "
            + root
            + ": must be on a filesystem that shows files whole or not at all, and nobody here"
            + " knows whether "
            + root.getScheme()
            + " does. Set spark.hadoop."
            + PROPERTY
            + " to rename where its rename is atomic and refuses a name that is taken, or to put"
            + " where a file appears when it is closed; else name another place");
  }

  /** Returns the storage at {@code root}, with a given way of publishing. */
  public static HadoopStorage at(URI root, StorageSettings settings, PublishingWay publishing)
      throws IOException {
    FileContext context =
        publishing == PublishingWay.RENAME
            ? FileContext.getFileContext(root, settings.configuration())
            : null;
    return new HadoopStorage(
        new Path(root), FileSystem.get(root, settings.configuration()), context, publishing);
  }

  @Override
  public Kind kind(String path) throws IOException {
    try {
      FileStatus status = filesystem.getFileStatus(path(path));
      return status.isDirectory() ? Kind.FOLDER : status.isFile() ? Kind.FILE : Kind.OTHER;
    } catch (FileNotFoundException e) {
      return Kind.ABSENT;
    }
  }

  @Override
  public List<String> names(String folder) throws IOException {
    try {
      List<String> names = new ArrayList<>();
      Arrays.stream(filesystem.listStatus(path(folder)))
          .forEach(s -> names.add(s.getPath().getName()));
      return names;
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    int mostBytes = Layout.mostBytes(path);
    try (FSDataInputStream in = filesystem.open(path(path))) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw CorruptFileException.tooLarge(bytes.length + 1L, mostBytes);
      }
      return bytes;
    } catch (OutOfMemoryError e) {
      throw Memory.exceeded("there is no memory left for its bytes");
    }
  }

  @Override
  public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    return switch (publishing) {
      case RENAME -> rename(path(path), path(scratch), bytes, condition);
      case SINGLE_PUT -> condition.holds() && create(path(path), bytes);
    };
  }

  @Override
  public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    if (publishing == PublishingWay.SINGLE_PUT) {
      if (!condition.holds()) {
        return false;
      }
      write(path, bytes);
      return true;
    }
    Path temporary = new Path(path(scratch), Layout.temporary());
    try {
      create(temporary, bytes);
      if (!condition.holds()) {
        return false;
      }
      context.rename(temporary, path(path), Options.Rename.OVERWRITE);
      return true;
    } finally {
      filesystem.delete(temporary, false);
      deleteIfEmpty(path(scratch));
    }
  }

  @Override
  public boolean move(String path, String to) throws IOException {
    Path from = path(path);
    Path target = path(to);
    try {
      if (publishing == PublishingWay.SINGLE_PUT) {
        byte[] bytes = read(path);
        create(target, bytes);
        if (Arrays.equals(bytes, read(path))) {
          delete(path);
        }
      } else {
        filesystem.mkdirs(target.getParent());
        context.rename(from, target, Options.Rename.NONE);
      }
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    write(filesystem.create(path(path), true), bytes);
  }

  @Override
  public void delete(String path) throws IOException {
    if (kind(path) == Kind.FOLDER) {
      deleteIfEmpty(path(path));
    } else {
      filesystem.delete(path(path), false);
    }
  }

  @Override
  public void deleteAll(String folder, Collection<String> names) throws IOException {
    for (String name : names) {
      filesystem.delete(path(folder + "/" + name), false);
    }
  }

  @Override
  public Instant writtenAt(String file) throws IOException {
    return Instant.ofEpochMilli(filesystem.getFileStatus(path(file)).getModificationTime());
  }

  private boolean rename(Path target, Path scratch, byte[] bytes, Condition condition)
      throws IOException {
    Path temporary = new Path(scratch, Layout.temporary());
    try {
      create(temporary, bytes);
      if (!condition.holds()) {
        return false;
      }
      filesystem.mkdirs(target.getParent());
      context.rename(temporary, target, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      filesystem.delete(temporary, false);
      deleteIfEmpty(scratch);
    }
  }

  private boolean create(Path file, byte[] bytes) throws IOException {
    try {
      FSDataOutputStream out = filesystem.create(file, false);
      write(out, bytes);
      return true;
    } catch (FileAlreadyExistsException e) {
      // Some stores report this at once, and some only when the object is complete.
      return false;
    }
  }

  private void write(FSDataOutputStream out, byte[] bytes) throws IOException {
    try {
      writeWhole(out, bytes);
    } catch (RemoteException e) {
      // The NameNode reports in this form that a file was deleted while it was written.
      throw e.unwrapRemoteException(FileNotFoundException.class);
    }
  }

  private void writeWhole(FSDataOutputStream out, byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      if (publishing == PublishingWay.RENAME) {
        out.hsync();
      }
    } catch (Throwable e) {
      abort(out);
      throw e;
    }
    out.close();
  }

  // Closing would publish a truncated object.
  private void abort(FSDataOutputStream out) throws IOException {
    if (out.hasCapability(CommonPathCapabilities.ABORTABLE_STREAM)) {
      out.abort();
    } else if (publishing == PublishingWay.RENAME) {
      // It is a temporary file, which no reader takes for a whole one.
      out.close();
    }
  }

  private void deleteIfEmpty(Path folder) {
    try {
      filesystem.delete(folder, false);
    } catch (IOException e) {
      // The folder is not empty: another writer is using it.
    }
  }

  private Path path(String relative) throws IOException {
    try {
      return TablePath.names(relative).isEmpty() ? root : new Path(root, relative);
    } catch (IllegalArgumentException e) {
      // Hadoop refuses a name with a colon.
      throw new RefusedPathException("the name " + relative + " is none that Hadoop takes");
    }
  }
}
