package io.github.lstmsweep.result.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The codecs of a reader that decompresses nothing. Parquet's own factory is for one thread, and
 * closing a file empties it. This one has no state, so all files share their read options.
 */
final class Uncompressed implements CompressionCodecFactory {
  private static final BytesInputDecompressor AS_IT_IS =
      new BytesInputDecompressor() {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) {
          return bytes;
        }

        @Override
        public void decompress(ByteBuffer in, int compressed, ByteBuffer out, int size) {
          out.put(in);
        }

        @Override
        public void release() {}
      };

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.UNCOMPRESSED) {
      throw new IllegalStateException("Cannot decompress " + codec + ": must be UNCOMPRESSED");
    }
    return AS_IT_IS;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("Readers compress nothing");
  }

  @Override
  public void release() {}
}
