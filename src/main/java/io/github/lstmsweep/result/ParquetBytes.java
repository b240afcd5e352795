package io.github.lstmsweep.result;

import java.io.IOException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * Opens a Parquet file that is all here, where the sizes that it says it has fit into it. Parquet
 * believes them, and a file of some kilobytes would take all memory.
 */
final class ParquetBytes {
  private ParquetBytes() {}

  /** A reader of a file whose footer holds; its pages are looked at by {@link CheckedPages}. */
  static ParquetFileReader open(byte[] bytes, ParquetReadOptions options) throws IOException {
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

  private static void check(ParquetFileReader reader, long length) throws CorruptFileException {
    long left = length;
    for (BlockMetaData group : reader.getFooter().getBlocks()) {
      // Every row has an id of its own, and so some bytes.
      require(group.getRowCount() >= 0 && group.getRowCount() <= length, "rows");
      for (ColumnChunkMetaData column : group.getColumns()) {
        long start = column.getStartingPos();
        long size = column.getTotalSize();
        require(size >= 0 && size <= left && start >= 0 && start <= length - size, "bytes");
        left -= size;
        // Of an epoch's values one at least differs from those of every other.
        require(column.getValueCount() >= 0 && column.getValueCount() <= length, "values");
      }
    }
  }

  private static void require(boolean fits, String what) throws CorruptFileException {
    if (!fits) {
      throw new CorruptFileException("its footer promises more " + what + " than it can have");
    }
  }
}
