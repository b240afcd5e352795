package io.github.lstmsweep.result.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Files in memory for Parquet to read and write, because a row is published whole or not at all.
 */
public final class MemoryFile {
  private MemoryFile() {}

  /** Returns a file that reads {@code bytes}. */
  static InputFile input(byte[] bytes) {
    return new InputFile() {
      @Override
      public long getLength() {
        return bytes.length;
      }

      @Override
      public SeekableInputStream newStream() {
        return new Input(new Bytes(bytes));
      }

      // Parquet begins its messages with this name.
      @Override
      public String toString() {
        return "it";
      }
    };
  }

  /** Returns a file that writes to {@code bytes}. */
  public static OutputFile output(ByteArrayOutputStream bytes) {
    return new OutputFile() {
      @Override
      public PositionOutputStream create(long blockSizeHint) {
        return new Output(bytes);
      }

      @Override
      public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return new Output(bytes);
      }

      @Override
      public boolean supportsBlockSize() {
        return false;
      }

      @Override
      public long defaultBlockSize() {
        return 0;
      }
    };
  }

  /** A byte array stream with a position that can be read and set. */
  private static final class Bytes extends ByteArrayInputStream {
    Bytes(byte[] bytes) {
      super(bytes);
    }

    synchronized long position() {
      return pos;
    }

    synchronized void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }

  private static final class Input extends DelegatingSeekableInputStream {
    private final Bytes bytes;

    Input(Bytes bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.position();
    }

    @Override
    public void seek(long position) {
      bytes.seek(position);
    }
  }

  private static final class Output extends PositionOutputStream {
    private final ByteArrayOutputStream bytes;

    Output(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes.write(b, off, len);
    }
  }
}
