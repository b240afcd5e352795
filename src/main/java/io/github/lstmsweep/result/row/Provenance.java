package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.engine.EngineVersion;
import java.time.Instant;

/**
 * The origin of a row.
 *
 * @param engine the engine that trained
 * @param host the machine's name
 * @param attempt Spark's number of this try of the task, from 1
 * @param startedAt the time before training
 * @param finishedAt the time after training, before publishing
 */
public record Provenance(
    EngineVersion engine, String host, int attempt, Instant startedAt, Instant finishedAt) {}
