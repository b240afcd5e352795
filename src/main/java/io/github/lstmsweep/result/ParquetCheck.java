package io.github.lstmsweep.result;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Refuses Parquet files that this software does not write, before a page of them is decoded. */
final class ParquetCheck {
  /*
   * A table may come from a stranger. Decompressors are native code and old; none is in a
   * stranger's reach as long as only files without compression are decoded. And a few bytes of a
   * dictionary can stand for billions of rows, which no file of ours has: an id alone takes 32.
   */
  private static final int LEAST_BYTES_OF_A_ROW = 32;

  private ParquetCheck() {}

  /** Refuses what {@link #check(ParquetFileReader, int)} refuses. */
  static void check(byte[] bytes) throws CorruptFileException {
    try (ParquetFileReader file = ParquetFileReader.open(MemoryFile.input(bytes))) {
      check(file, bytes.length);
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parquet tells a broken file in many ways.
      throw new CorruptFileException(Reason.of(e), e);
    }
  }

  /**
   * Refuses compressed columns, and more rows than so many bytes can be.
   *
   * @param bytes of the whole file
   */
  static void check(ParquetFileReader file, int bytes) throws CorruptFileException {
    for (BlockMetaData block : file.getRowGroups()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        if (column.getCodec() != CompressionCodecName.UNCOMPRESSED) {
          throw new CorruptFileException(
              "its column "
                  + column.getPath().toDotString()
                  + " is compressed with "
                  + column.getCodec()
                  + ", must be UNCOMPRESSED");
        }
      }
    }
    long rows = file.getRecordCount();
    if (rows < 0 || rows > bytes / LEAST_BYTES_OF_A_ROW) {
      throw new CorruptFileException("it has " + bytes + " bytes for " + rows + " rows");
    }
  }
}
