package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Serializes a table: its location and the settings of its filesystem. The receiver opens the table
 * again.
 */
public final class TrialTableSerializer extends Serializer<TrialTable> {
  /** Makes a serializer of immutable values that are never null. */
  public TrialTableSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, TrialTable table) {
    out.writeString(table.uri().toString());
    Map<String, String> properties = table.settings().properties();
    out.writeInt(properties.size());
    properties.forEach(
        (key, value) -> {
          out.writeString(key);
          out.writeString(value);
        });
  }

  @Override
  public TrialTable read(Kryo kryo, Input in, Class<TrialTable> type) {
    URI uri = URI.create(in.readString());
    int size = in.readInt();
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < size; i++) {
      properties.put(in.readString(), in.readString());
    }
    return TrialTable.at(uri, StorageSettings.of(properties));
  }
}
