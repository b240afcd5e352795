package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.storage.CorruptFileException;
import java.io.IOException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Opens a Parquet file in memory if the sizes in its footer fit into it. Parquet believes these
 * sizes, so a file of some kilobytes could take all memory.
 *
 * <p>Compressed files are refused, since this software writes none. Decompressors are old native
 * code, and a table may come from a stranger.
 */
public final class ParquetBytes {
  /** The size of an id, which every row has. */
  private static final int LEAST_BYTES_OF_A_ROW = 32;

  // Made once, because Parquet 1.17 reads all of Hadoop's defaults for each instance.
  public static final ParquetReadOptions OPTIONS = options(false);
  public static final ParquetReadOptions WITH_CHECKSUMS = options(true);

  private ParquetBytes() {}

  private static ParquetReadOptions options(boolean checksums) {
    return ParquetReadOptions.builder()
        .withCodecFactory(new Uncompressed())
        .usePageChecksumVerification(checksums)
        .build();
  }

  /**
   * Returns a reader of a file after checking its footer. {@link CheckedPages} checks the pages.
   *
   * @throws CorruptFileException if the footer does not fit the file, or a column is compressed
   */
  public static ParquetFileReader open(byte[] bytes, ParquetReadOptions options)
      throws IOException {
    FooterShape.check(bytes);
    ParquetFileReader reader = ParquetFileReader.open(MemoryFile.input(bytes), options);
    try {
      check(reader, bytes.length);
      return reader;
    } catch (CorruptFileException e) {
      reader.close();
      throw e;
    }
  }

  /** Throws an exception for every file that {@link #open} refuses. It decodes no page. */
  public static void check(byte[] bytes) throws CorruptFileException {
    Decoding.of(
        () -> {
          try (ParquetFileReader reader = open(bytes, OPTIONS)) {
            return reader.getRecordCount();
          }
        });
  }

  private static void check(ParquetFileReader reader, long length) throws CorruptFileException {
    long left = length;
    require(reader.getRecordCount() <= length / LEAST_BYTES_OF_A_ROW, "rows");
    for (BlockMetaData group : reader.getFooter().getBlocks()) {
      // Every row has its own id and so takes some bytes.
      require(group.getRowCount() >= 0 && group.getRowCount() <= length, "rows");
      for (ColumnChunkMetaData column : group.getColumns()) {
        requireUncompressed(column);
        long start = column.getStartingPos();
        long size = column.getTotalSize();
        require(size >= 0 && size <= left && start >= 0 && start <= length - size, "bytes");
        left -= size;
        // Each epoch has its own value and so takes some bytes.
        require(column.getValueCount() >= 0 && column.getValueCount() <= length, "values");
      }
    }
  }

  private static void requireUncompressed(ColumnChunkMetaData column) throws CorruptFileException {
    if (column.getCodec() != CompressionCodecName.UNCOMPRESSED) {
      throw new CorruptFileException(
          "its column "
              + column.getPath().toDotString()
              + " is compressed with "
              + column.getCodec()
              + ", must be UNCOMPRESSED");
    }
  }

  private static void require(boolean fits, String what) throws CorruptFileException {
    if (!fits) {
      throw new CorruptFileException("its footer promises more " + what + " than it can have");
    }
  }
}
