package io.github.lstmsweep.result.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** HDFS's own clients, whose process dies at a crash point. */
public final class SteppingHdfs extends DistributedFileSystem {
  /** The properties by which Hadoop uses these clients. */
  public static final Map<String, String> PROPERTIES =
      Map.of(
          "fs.hdfs.impl",
          SteppingHdfs.class.getName(),
          "fs.AbstractFileSystem.hdfs.impl",
          Renaming.class.getName(),
          "fs.hdfs.impl.disable.cache",
          "true",
          // A client waits this long for a DataNode's report of a block, and then twice as long.
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms",
          "5");

  private static volatile CrashPoint crash = CrashPoint.never();

  /** Sets the crash point of this process. */
  public static void reachedBy(CrashPoint point) {
    crash = point;
  }

  private static void step(String call) {
    crash.step(call, null, () -> {});
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    step("open " + path);
    return super.open(path, bufferSize);
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
    step("create " + path);
    return new FSDataOutputStream(
        new Out(
            super.create(
                path, permission, overwrite, bufferSize, replication, blockSize, progress)),
        null);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    step("getFileStatus " + path);
    return super.getFileStatus(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    step("listStatus " + path);
    return super.listStatus(path);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    step("mkdirs " + path);
    return super.mkdirs(path, permission);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    step("delete " + path);
    return super.delete(path, recursive);
  }

  /** The filesystem with which {@code FileContext} renames. */
  public static final class Renaming extends FilterFs {
    /** Makes a filesystem over that of HDFS. */
    public Renaming(URI uri, Configuration configuration) throws IOException, URISyntaxException {
      super(AbstractFileSystem.createFileSystem(uri, plain(configuration)));
    }

    private static Configuration plain(Configuration configuration) {
      Configuration plain = new Configuration(configuration);
      plain.set("fs.AbstractFileSystem.hdfs.impl", "org.apache.hadoop.fs.Hdfs");
      return plain;
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      step("rename " + to);
      super.renameInternal(from, to, overwrite);
    }

    @Override
    public void renameInternal(Path from, Path to) throws IOException {
      step("rename " + to);
      super.renameInternal(from, to);
    }
  }

  private static final class Out extends OutputStream implements Syncable {
    private final FSDataOutputStream out;

    Out(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      step("write");
      out.write(bytes, from, length);
    }

    @Override
    public void hflush() throws IOException {
      out.hflush();
    }

    @Override
    public void hsync() throws IOException {
      step("hsync");
      out.hsync();
    }

    @Override
    public void close() throws IOException {
      step("close");
      out.close();
    }
  }
}
