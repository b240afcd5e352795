package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.parameter.Architecture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Writes a model that DL4J's {@code ModelSerializer.restoreMultiLayerNetwork} loads. One more entry
 * tells people the meaning of its one-hot inputs.
 */
public final class Dl4jZip {
  /** The name of the entry that DL4J does not read. */
  public static final String ENTRY = "lstm-sweep.json";

  private Dl4jZip() {}

  /**
   * Returns the bytes of the file, which are equal each time.
   *
   * @param architecture one that DL4J has
   * @param parameters in the canonical order of {@code nn.Parameters}
   * @param json the content of {@link #ENTRY}
   */
  public static byte[] of(Architecture architecture, float[] parameters, String json) {
    Dl4jNetwork network = new Dl4jNetwork(architecture);
    network.setParameters(parameters);
    try {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      ModelSerializer.writeModel(network.network(), written, false);
      return with(json, written.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("An array cannot fail to be written", e);
    }
  }

  private static byte[] with(String json, byte[] zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        begin(out, entry.getName());
        in.transferTo(out);
      }
      begin(out, ENTRY);
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void begin(ZipOutputStream out, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // not the time of writing
    out.putNextEntry(entry);
  }
}
