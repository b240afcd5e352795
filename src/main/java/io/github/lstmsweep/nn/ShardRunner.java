package io.github.lstmsweep.nn;

import java.util.function.IntConsumer;

/** Runs the shards of a minibatch, at the same time where it has the cores. */
@FunctionalInterface
public interface ShardRunner {
  /** One after the other, on the calling thread. */
  ShardRunner SEQUENTIAL =
      (shards, work) -> {
        for (int s = 0; s < shards; s++) {
          work.accept(s);
        }
      };

  /** Calls {@code work} once with each number below {@code shards}; returns when all are done. */
  void run(int shards, IntConsumer work);
}
