package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.trial.TrialId;
import java.time.Instant;
import java.util.Optional;

/**
 * A trial that a process is training now.
 *
 * @param id the trial
 * @param host the name of the process's machine
 * @param pid the number of the process
 * @param since the time at which it began, by the clock of its machine; empty if the process is of
 *     an older version
 */
public record RunningTrial(TrialId id, String host, long pid, Optional<Instant> since) {}
