package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TrainingData;
import java.util.ArrayList;
import java.util.List;

/** Serializes the corpora of a sweep, each with its own serializer. */
public final class CorpusSetSerializer extends Serializer<CorpusSet> {
  /** Makes a serializer of immutable values that are never null. */
  public CorpusSetSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, CorpusSet corpora) {
    out.writeInt(corpora.count());
    corpora.all().forEach(data -> kryo.writeClassAndObject(out, data));
  }

  @Override
  public CorpusSet read(Kryo kryo, Input in, Class<CorpusSet> type) {
    int count = in.readInt();
    List<TrainingData> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add((TrainingData) kryo.readClassAndObject(in));
    }
    return CorpusSet.of(all);
  }
}
