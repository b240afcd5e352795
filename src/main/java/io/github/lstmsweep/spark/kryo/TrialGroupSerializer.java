package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** A group by Kryo, whose version in Spark cannot set a record's fields. */
public final class TrialGroupSerializer extends Serializer<TrialGroup> {
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
