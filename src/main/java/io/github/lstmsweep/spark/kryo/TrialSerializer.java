package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serializes a trial. Spark's version of Kryo cannot set the fields of a record. The id is sent
 * too: the trial's constructor then proves that both ends agree on the fields that determine it.
 */
public final class TrialSerializer extends Serializer<Trial> {
  /** Makes a serializer of immutable values that are never null. */
  public TrialSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, Trial trial) {
    out.writeString(trial.id().hex());
    for (Hyperparameter h : Hyperparameter.values()) {
      Object value = trial.hyperparameters().value(h);
      switch (h.kind()) {
        case INTEGER -> out.writeLong((long) value);
        case POSITIVE, NOT_NEGATIVE, FRACTION -> out.writeDouble((double) value);
        case CHOICE -> out.writeString((String) value);
      }
    }
    Dataset dataset = trial.dataset();
    out.writeString(dataset.corpus());
    out.writeString(dataset.corpusSha256());
    out.writeString(dataset.tokens());
    out.writeInt(dataset.minFreq());
    out.writeInt(dataset.vocabSize());
    out.writeInt(dataset.trainWindows());
    out.writeInt(dataset.validationWindows());
    out.writeBoolean(dataset.series().isPresent());
    dataset
        .series()
        .ifPresent(
            form -> {
              out.writeString(form.column());
              out.writeInt(form.inputColumns().size());
              form.inputColumns().forEach(out::writeString);
              out.writeString(form.scale().key());
            });
    TextFormFields.write(out, dataset.text());
    out.writeString(dataset.sample().prefix());
    out.writeInt(dataset.sample().length());
    out.writeDouble(dataset.sample().temperature());
  }

  @Override
  public Trial read(Kryo kryo, Input in, Class<Trial> type) {
    TrialId id = new TrialId(in.readString());
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    for (Hyperparameter h : Hyperparameter.values()) {
      values.put(
          h,
          switch (h.kind()) {
            case INTEGER -> (Object) in.readLong();
            case POSITIVE, NOT_NEGATIVE, FRACTION -> (Object) in.readDouble();
            case CHOICE -> (Object) in.readString();
          });
    }
    Dataset dataset =
        new Dataset(
            in.readString(),
            in.readString(),
            in.readString(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean() ? Optional.of(seriesForm(in)) : Optional.empty(),
            TextFormFields.read(in),
            new SampleForm(in.readString(), in.readInt(), in.readDouble()));
    return new Trial(id, Hyperparameters.of(values), dataset);
  }

  private static SeriesForm seriesForm(Input in) {
    String column = in.readString();
    int count = in.readInt();
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(in.readString());
    }
    return new SeriesForm(column, inputs, SeriesForm.Scale.of(in.readString()));
  }
}
