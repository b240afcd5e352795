package io.github.lstmsweep.sweep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model in the safetensors format: arrays behind a JSON header. The file holds the
 * header's length as int64, the header, then every array as float32, all little-endian. For each
 * array the header has {@code {"dtype": "F32", "shape": […], "data_offsets": [from, to]}}, with
 * offsets from the end of the header. It also has {@code __metadata__}, an object of texts
 * (huggingface/safetensors, README, "Format").
 */
public final class Safetensors {
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /**
   * Returns the bytes of the file.
   *
   * @param metadata texts for the header's {@code __metadata__}
   * @param arrays arrays of the model, in the canonical order
   * @param canonical parameters of the model, in the canonical order
   */
  public static byte[] of(
      Map<String, String> metadata, List<ParameterArray> arrays, float[] canonical) {
    byte[] header = header(metadata, arrays);
    int padded = (header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long length = Long.BYTES + padded + (long) Float.BYTES * canonical.length;
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(header);
    while (file.position() < Long.BYTES + padded) {
      file.put((byte) ' ');
    }
    for (ParameterArray array : arrays) {
      float[] values = array.values(canonical);
      file.asFloatBuffer().put(values);
      file.position(file.position() + Float.BYTES * values.length);
    }
    return file.array();
  }

  private static byte[] header(Map<String, String> metadata, List<ParameterArray> arrays) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    for (ParameterArray array : arrays) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", array.shape());
      entry.put(
          "data_offsets",
          List.of((long) Float.BYTES * array.start(), (long) Float.BYTES * array.end()));
      header.put(array.name(), entry);
    }
    try {
      return new ObjectMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are always JSON", e);
    }
  }
}
