package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.TableRows;
import java.util.concurrent.CompletableFuture;

/**
 * The work of a run: its trials, the trials with a row, and the cores.
 *
 * @param schedule the trials that will be trained
 * @param finished how many further trials of the specification already have a row; they count like
 *     the trials of this run
 * @param before the rows of those trials, once they have been read
 * @param cores number of cores that train
 * @param varying the hyperparameters that distinguish the trials
 */
public record RunWork(
    Schedule schedule,
    int finished,
    CompletableFuture<TableRows> before,
    int cores,
    Varying varying) {}
