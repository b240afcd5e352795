package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.Heap;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.trial.Trial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The corpora of a run, as Spark sends them. Small ones travel together, once per process. Large
 * ones travel in parts, and a process reads only the parts of its own trials.
 */
public final class SentCorpusSet implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Some thousand short series are one part. */
  static final long BYTES_OF_PART = 32L << 20;

  private static final Map<Long, Long> READ_HERE = new HashMap<>();
  private static long runHere;

  private final ArrayList<Broadcast<CorpusSet>> parts;
  // The place of each corpus's part; empty if there is one part.
  private final HashMap<String, Integer> places;

  private SentCorpusSet(List<Broadcast<CorpusSet>> parts, Map<String, Integer> places) {
    this.parts = new ArrayList<>(parts);
    this.places = new HashMap<>(places);
  }

  /** Sends the corpora of a run. */
  public static SentCorpusSet send(JavaSparkContext spark, CorpusSet corpora) {
    return send(spark, corpora, BYTES_OF_PART);
  }

  static SentCorpusSet send(JavaSparkContext spark, CorpusSet corpora, long bytesOfPart) {
    List<CorpusSet> divided = corpora.parts(bytesOfPart);
    List<Broadcast<CorpusSet>> parts = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (CorpusSet part : divided) {
      if (divided.size() > 1) {
        part.sha256().forEach(sha256 -> places.put(sha256, parts.size()));
      }
      parts.add(spark.broadcast(part));
    }
    return new SentCorpusSet(parts, places);
  }

  /** Returns the number of parts. */
  int parts() {
    return parts.size();
  }

  /**
   * Returns the data of a trial, and reserves the heap of all parts that this process has read.
   *
   * @throws IllegalArgumentException if no corpus of the run is the trial's
   */
  public TrainingData of(Trial trial) {
    String sha256 = trial.dataset().corpusSha256();
    Broadcast<CorpusSet> part = parts.get(places.getOrDefault(sha256, 0));
    CorpusSet corpora = part.value();
    Heap.ofThisProcess().share(readHere(parts.get(0).id(), part.id(), corpora.heapBytes()));
    return corpora.of(sha256);
  }

  /** Returns the bytes of the parts that this process has read of one run. */
  private static synchronized long readHere(long run, long part, long bytes) {
    if (run != runHere) {
      READ_HERE.clear();
      runHere = run;
    }
    READ_HERE.put(part, bytes);
    return READ_HERE.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Frees the memory of the executors. */
  public void unpersist() {
    parts.forEach(Broadcast::unpersist);
  }
}
