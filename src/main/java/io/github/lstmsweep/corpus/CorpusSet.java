package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of all trials of a sweep: one corpus, or many. A trial's dataset names its own corpus by
 * the SHA-256.
 */
public final class CorpusSet {
  private final Map<String, TrainingData> bySha256;

  private CorpusSet(Map<String, TrainingData> bySha256) {
    this.bySha256 = bySha256;
  }

  /**
   * Returns the data of a sweep.
   *
   * @throws IllegalArgumentException if there is no corpus, or if two have the same data
   */
  public static CorpusSet of(Collection<? extends TrainingData> all) {
    // The hash of a long series takes time, and no corpus depends on another one.
    List<? extends TrainingData> list = List.copyOf(all);
    List<String> digests = list.parallelStream().map(TrainingData::sha256).toList();
    Map<String, TrainingData> map = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      if (map.put(digests.get(i), list.get(i)) != null) {
        throw new IllegalArgumentException(
            "Cannot add the corpus " + list.get(i).name() + ": must have data of its own");
      }
    }
    if (map.isEmpty()) {
      throw new IllegalArgumentException("Cannot have no corpus: must be at least one");
    }
    return new CorpusSet(map);
  }

  /** Returns the data of a sweep that has one corpus. */
  public static CorpusSet of(TrainingData only) {
    return of(List.of(only));
  }

  /** Returns every corpus, in the order of the specification. */
  public List<TrainingData> all() {
    return List.copyOf(bySha256.values());
  }

  /** Returns the SHA-256 of every corpus, in the order of the specification. */
  public List<String> sha256() {
    return List.copyOf(bySha256.keySet());
  }

  /** Returns the number of corpora. */
  public int count() {
    return bySha256.size();
  }

  /** Returns the first corpus, which is the only one of most sweeps. */
  public TrainingData first() {
    return bySha256.values().iterator().next();
  }

  /**
   * Returns a corpus.
   *
   * @param sha256 of its data
   * @throws IllegalArgumentException if it is not here
   */
  public TrainingData of(String sha256) {
    TrainingData data = bySha256.get(sha256);
    if (data == null) {
      throw new IllegalArgumentException(
          "Cannot train on the corpus " + sha256 + ": must be one of " + count() + " corpora");
    }
    return data;
  }

  /** Returns these corpora without the tokens that no window of a text reaches. */
  public CorpusSet upTo(long reach) {
    Map<String, TrainingData> cut = new LinkedHashMap<>();
    bySha256.forEach(
        (sha256, data) -> cut.put(sha256, data instanceof Corpus text ? text.upTo(reach) : data));
    return new CorpusSet(cut);
  }

  /** Returns about how many bytes of Java heap all of them take in a process. */
  public long heapBytes() {
    return bySha256.values().stream().mapToLong(TrainingData::heapBytes).sum();
  }

  /**
   * Divides the corpora into parts that follow one another.
   *
   * @param bytes of Java heap that a part of several corpora takes at most
   */
  public List<CorpusSet> parts(long bytes) {
    List<CorpusSet> parts = new ArrayList<>();
    Map<String, TrainingData> part = new LinkedHashMap<>();
    long taken = 0;
    for (Map.Entry<String, TrainingData> entry : bySha256.entrySet()) {
      long wanted = entry.getValue().heapBytes();
      if (!part.isEmpty() && taken + wanted > bytes) {
        parts.add(new CorpusSet(part));
        part = new LinkedHashMap<>();
        taken = 0;
      }
      part.put(entry.getKey(), entry.getValue());
      taken += wanted;
    }
    parts.add(new CorpusSet(part));
    return parts;
  }
}
