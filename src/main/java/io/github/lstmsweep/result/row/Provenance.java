package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.TrialTrainer;
import java.time.Instant;

/**
 * Where a row comes from.
 *
 * @param engine what trained
 * @param host the machine's name
 * @param attempt Spark's count of tries of this task, from 1
 * @param startedAt before training
 * @param finishedAt after training, before publishing
 */
public record Provenance(
    TrialTrainer.Engine engine, String host, int attempt, Instant startedAt, Instant finishedAt) {}
