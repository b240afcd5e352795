package io.github.lstmsweep.corpus;

/** What trials learn from; the same for all of a sweep. */
public sealed interface TrainingData permits Corpus, TimeSeries {
  /** The built-in name or the path that the user gave. */
  String name();

  /** Lower-case hexadecimal SHA-256 of what decides results. */
  String sha256();

  /** Tokens or values. */
  int length();

  /** About what it takes of the Java heap of a process that trains on it. */
  long heapBytes();
}
