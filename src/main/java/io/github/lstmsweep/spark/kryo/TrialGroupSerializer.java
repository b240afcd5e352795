package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** Serializes a group of trials. Spark's version of Kryo cannot set the fields of a record. */
public final class TrialGroupSerializer extends Serializer<TrialGroup> {
  /** Makes a serializer of immutable values that are never null. */
  public TrialGroupSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, TrialGroup group) {
    out.writeInt(group.trials().size());
    group.trials().forEach(trial -> kryo.writeObject(out, trial));
  }

  @Override
  public TrialGroup read(Kryo kryo, Input in, Class<TrialGroup> type) {
    int size = in.readInt();
    List<Trial> trials = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      trials.add(kryo.readObject(in, Trial.class));
    }
    return new TrialGroup(trials);
  }
}
