package io.github.lstmsweep.spark;

import com.esotericsoftware.kryo.Kryo;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.kryo.CorpusSerializer;
import io.github.lstmsweep.spark.kryo.CorpusSetSerializer;
import io.github.lstmsweep.spark.kryo.TimeSeriesSerializer;
import io.github.lstmsweep.spark.kryo.TrialGroupSerializer;
import io.github.lstmsweep.spark.kryo.TrialSerializer;
import io.github.lstmsweep.spark.kryo.TrialTableSerializer;
import io.github.lstmsweep.trial.Trial;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Registers every class that Spark sends by Kryo for us. The order is the protocol: add new classes
 * at the end.
 */
public final class SweepRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(Trial.class, new TrialSerializer());
    kryo.register(Corpus.class, new CorpusSerializer());
    kryo.register(TrialTable.class, new TrialTableSerializer());
    // Spark sends these two when it infers the schema of this table from a file. It does not
    // register them itself.
    kryo.register(ArrayType.class);
    kryo.register(DataTypes.TimestampType.getClass());
    // Spark collects doubles as this type.
    kryo.register(Double[].class);
    kryo.register(TrialGroup.class, new TrialGroupSerializer());
    // Spark sends a parallelized list of groups as this type.
    kryo.register(TrialGroup[].class);
    kryo.register(TimeSeries.class, new TimeSeriesSerializer());
    kryo.register(CorpusSet.class, new CorpusSetSerializer());
  }
}
