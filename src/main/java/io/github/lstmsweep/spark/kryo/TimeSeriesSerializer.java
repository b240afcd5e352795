package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Serializes a time series. Spark's version of Kryo cannot set the fields of a record. */
public final class TimeSeriesSerializer extends Serializer<TimeSeries> {
  /** Makes a serializer of immutable values that are never null. */
  public TimeSeriesSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, TimeSeries series) {
    out.writeString(series.name());
    out.writeString(series.column());
    out.writeInt(series.values().length);
    out.writeFloats(series.values());
    out.writeInt(series.inputColumns().size());
    for (SeriesColumn input : series.inputColumns()) {
      out.writeString(input.name());
      out.writeFloats(input.values());
    }
    out.writeDouble(series.noise().orElse(Double.NaN));
  }

  @Override
  public TimeSeries read(Kryo kryo, Input in, Class<TimeSeries> type) {
    String name = in.readString();
    String column = in.readString();
    float[] values = in.readFloats(in.readInt());
    int count = in.readInt();
    List<SeriesColumn> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(new SeriesColumn(in.readString(), in.readFloats(values.length)));
    }
    double noise = in.readDouble();
    return new TimeSeries(
        name,
        column,
        values,
        inputs,
        Double.isNaN(noise) ? OptionalDouble.empty() : OptionalDouble.of(noise));
  }
}
