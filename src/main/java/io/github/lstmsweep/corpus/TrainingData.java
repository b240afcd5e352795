package io.github.lstmsweep.corpus;

/** The data that a trial learns from. Other trials of the sweep share it. */
public sealed interface TrainingData permits Corpus, TimeSeries {
  /** Returns the built-in name or the path that the user gave. */
  String name();

  /** Returns the lower-case hexadecimal SHA-256 of the bytes that decide results. */
  String sha256();

  /** Returns the number of tokens or values. */
  int length();

  /** Returns about how many bytes of Java heap it takes in a process that trains on it. */
  long heapBytes();
}
