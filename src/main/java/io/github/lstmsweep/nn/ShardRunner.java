package io.github.lstmsweep.nn;

import java.util.function.IntConsumer;

/** Runs the shards of a minibatch, at the same time if there are cores for it. */
@FunctionalInterface
public interface ShardRunner {
  /** Runs the shards in order, on the calling thread. */
  ShardRunner SEQUENTIAL =
      (shards, work) -> {
        for (int s = 0; s < shards; s++) {
          work.accept(s);
        }
      };

  /** Calls {@code work} once with each number below {@code shards}. Returns when all are done. */
  void run(int shards, IntConsumer work);
}
