package io.github.lstmsweep.sweep.export.mlflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes runs so that each is complete once. A run is made with the tags by which it is found
 * again, then filled, and ended last. A run that has not ended is filled up by the next export: it
 * gets only what it lacks.
 */
final class RunWriter {
  /** The work that a run needed. */
  enum Work {
    /** It was not there. */
    ADDED,
    /** It lacked something. */
    COMPLETED,
    /** It was there. */
    NONE
  }

  private final Runs runs;

  RunWriter(Runs runs) {
    this.runs = runs;
  }

  /** Writes what the server lacks of a run. */
  Work write(WantedRun wanted, Optional<StoredRun> stored) throws ServerException {
    if (stored.isPresent() && wanted.isMetBy(stored.get())) {
      return moveBelowItsSweep(wanted, stored.get()) ? Work.COMPLETED : Work.NONE;
    }
    StoredRun run = stored.isPresent() ? stored.get() : runs.create(wanted);
    if (run.hasEnded()) {
      runs.reopen(run.id());
    }
    runs.log(missing(wanted, run, stored.isPresent()));
    runs.end(run.id(), wanted.status(), wanted.finished());
    return stored.isPresent() ? Work.COMPLETED : Work.ADDED;
  }

  /** If the run of the sweep was deleted and made again, its trials follow it. */
  private boolean moveBelowItsSweep(WantedRun wanted, StoredRun stored) throws ServerException {
    String parent = wanted.origin().get(Tag.PARENT);
    if (parent == null
        || parent.equals(stored.tags().get(Tag.PARENT))
        || !wanted.origin().get(Tag.SWEEP).equals(stored.tags().get(Tag.SWEEP))) {
      return false;
    }
    Batches batches = new Batches(stored.id());
    batches.tag(Tag.PARENT, parent);
    runs.log(batches);
    return true;
  }

  private Batches missing(WantedRun wanted, StoredRun run, boolean isOld) throws ServerException {
    Batches batches = new Batches(run.id());
    wanted.params().forEach((key, value) -> addParam(batches, run, key, value));
    Map<String, Set<Long>> steps = new HashMap<>();
    for (MetricPoint point : wanted.curves()) {
      if (isOld && !steps.containsKey(point.key())) {
        steps.put(point.key(), runs.steps(run.id(), point.key()));
      }
      if (!steps.getOrDefault(point.key(), Set.of()).contains(point.step())) {
        batches.metric(point);
      }
    }
    for (MetricPoint point : wanted.values()) {
      StoredRun.Value latest = run.latest().get(point.key());
      if (latest == null || !latest.is(point)) {
        batches.metric(point);
      }
    }
    wanted.origin().forEach((key, value) -> addTag(batches, run, isOld, key, value));
    wanted.tags().forEach((key, value) -> addTag(batches, run, true, key, value));
    batches.tag(Tag.EXPORTED, wanted.exported());
    return batches;
  }

  /** MLflow refuses to change a parameter, and a trial's never change. */
  private static void addParam(Batches batches, StoredRun run, String key, String value) {
    if (!run.params().containsKey(key)) {
      batches.param(key, value);
    }
  }

  private static void addTag(
      Batches batches, StoredRun run, boolean mayLack, String key, String value) {
    if (mayLack && !value.equals(run.tags().get(key))) {
      batches.tag(key, value);
    }
  }
}
