package io.github.lstmsweep.spark;

import com.esotericsoftware.kryo.Kryo;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.kryo.CorpusSerializer;
import io.github.lstmsweep.spark.kryo.TimeSeriesSerializer;
import io.github.lstmsweep.spark.kryo.TrialGroupSerializer;
import io.github.lstmsweep.spark.kryo.TrialSerializer;
import io.github.lstmsweep.spark.kryo.TrialTableSerializer;
import io.github.lstmsweep.trial.Trial;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/** Every class that Spark sends by Kryo for us. The order is the protocol: add at the end. */
public final class SweepRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(Trial.class, new TrialSerializer());
    kryo.register(Corpus.class, new CorpusSerializer());
    kryo.register(TrialTable.class, new TrialTableSerializer());
    // Spark's own, which it sends when it infers this table's schema from a file, and forgets.
    kryo.register(ArrayType.class);
    kryo.register(DataTypes.TimestampType.getClass());
    // What doubles are collected as.
    kryo.register(Double[].class);
    kryo.register(TrialGroup.class, new TrialGroupSerializer());
    // What a parallelized list of groups is sent as.
    kryo.register(TrialGroup[].class);
    kryo.register(TimeSeries.class, new TimeSeriesSerializer());
  }
}
