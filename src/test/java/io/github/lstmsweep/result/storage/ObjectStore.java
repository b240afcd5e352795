package io.github.lstmsweep.result.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A filesystem like an object store: no rename, no links and no folders. An object appears when its
 * stream is closed. Calls can be counted, killed, slowed down, and made to fail before or after
 * their work is done.
 */
public final class ObjectStore extends FileSystem {
  public static final String SCHEME = "objects";

  private static final Map<String, World> WORLDS = new ConcurrentHashMap<>();

  private World world;
  private URI uri;

  /** The state that all clients of a store share. */
  public static final class World {
    private final TreeMap<String, Entry> objects = new TreeMap<>();
    private CrashPoint crash = CrashPoint.never();
    private Random random = new Random(0);
    private double failures;
    private int slowMillis;
    private boolean away;
    private int failed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] bytes, long written) {}

    /** Makes all further calls go through {@code point}. */
    public synchronized void reachedBy(CrashPoint point) {
      crash = point;
    }

    /** Makes a share of the further calls fail, half of them after their work is done. */
    public synchronized void fail(double share, int slowestMillis, long seed) {
      failures = share;
      slowMillis = slowestMillis;
      random = new Random(seed);
    }

    /** Makes every further call fail, or ends that. */
    public synchronized void goAway(boolean isAway) {
      away = isAway;
    }

    /** Returns the number of calls that failed. */
    public synchronized int failed() {
      return failed;
    }

    private interface Call<T> {
      T run() throws IOException;
    }

    private <T> T call(String name, Call<T> call) throws IOException {
      boolean before;
      boolean after;
      int pause;
      synchronized (this) {
        crash.step(name, null, () -> {});
        double draw = random.nextDouble();
        before = away || draw < failures / 2;
        after = !before && draw < failures;
        pause = slowMillis == 0 ? 0 : random.nextInt(slowMillis);
        failed += before || after ? 1 : 0;
      }
      sleep(pause);
      if (before) {
        throw new IOException(away ? "the store is away" : "503 before " + name);
      }
      synchronized (this) {
        T answer = call.run();
        if (after) {
          throw new IOException("the answer was lost of " + name);
        }
        return answer;
      }
    }

    private static void sleep(int millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the settings with which Hadoop finds this filesystem. */
  public static StorageSettings settings() {
    Map<String, String> properties = new HashMap<>();
    properties.put("fs." + SCHEME + ".impl", ObjectStore.class.getName());
    return StorageSettings.of(properties);
  }

  /** Returns the state of the store that has {@code root}. */
  public static World of(URI root) {
    return WORLDS.computeIfAbsent(root.getAuthority(), name -> new World());
  }

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    setConf(configuration);
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    world = of(name);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
        || super.hasPathCapability(path, capability);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    byte[] bytes =
        world.call(
            "get " + path,
            () -> {
              World.Entry entry = world.objects.get(key(path));
              if (entry == null) {
                throw new FileNotFoundException(path.toString());
              }
              return entry.bytes();
            });
    return new FSDataInputStream(new In(bytes));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new Out(path, overwrite), null);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("no append");
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("no rename");
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return world.call("delete " + path, () -> world.objects.remove(key(path)) != null);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return world.call(
        "list " + path,
        () -> {
          TreeSet<String> names = new TreeSet<>();
          String prefix = key(path) + "/";
          for (String key : world.objects.tailMap(prefix).keySet()) {
            if (!key.startsWith(prefix)) {
              break;
            }
            names.add(key.substring(prefix.length()).replaceFirst("/.*", ""));
          }
          if (names.isEmpty()) {
            throw new FileNotFoundException(path.toString());
          }
          List<FileStatus> all = new ArrayList<>();
          for (String name : names) {
            all.add(status(new Path(path, name)));
          }
          return all.toArray(new FileStatus[0]);
        });
  }

  @Override
  public void setWorkingDirectory(Path path) {}

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    return true;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return world.call("head " + path, () -> status(path));
  }

  private FileStatus status(Path path) throws IOException {
    Path whole = makeQualified(path);
    World.Entry entry = world.objects.get(key(path));
    if (entry != null) {
      return new FileStatus(entry.bytes().length, false, 1, 1 << 20, entry.written(), whole);
    }
    String next = world.objects.ceilingKey(key(path) + "/");
    if (next == null || !next.startsWith(key(path) + "/")) {
      throw new FileNotFoundException(path.toString());
    }
    return new FileStatus(0, true, 1, 0, 0, whole);
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  /** An object being written. It appears when it is closed, and never if it is aborted. */
  private final class Out extends OutputStream implements Abortable, StreamCapabilities {
    private final Path path;
    private final boolean overwrite;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    Out(Path path, boolean overwrite) {
      this.path = path;
      this.overwrite = overwrite;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] b, int from, int length) {
      bytes.write(b, from, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      world.call(
          "put " + path,
          () -> {
            if (!overwrite && world.objects.containsKey(key(path))) {
              throw new FileAlreadyExistsException(path.toString());
            }
            world.objects.put(
                key(path), new World.Entry(bytes.toByteArray(), System.currentTimeMillis()));
            return true;
          });
    }

    @Override
    public AbortableResult abort() {
      closed = true;
      return new AbortableResult() {
        @Override
        public boolean alreadyClosed() {
          return false;
        }

        @Override
        public IOException anyCleanupException() {
          return null;
        }
      };
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM);
    }
  }

  private static final class In extends FSInputStream {
    private final byte[] bytes;
    private ByteArrayInputStream in;

    In(byte[] bytes) {
      this.bytes = bytes;
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public void seek(long to) {
      in = new ByteArrayInputStream(bytes, (int) to, bytes.length - (int) to);
    }

    @Override
    public long getPos() {
      return (long) bytes.length - in.available();
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] to, int from, int length) {
      return in.read(to, from, length);
    }
  }
}
