package io.github.lstmsweep.cli;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.Remainder;
import io.github.lstmsweep.sweep.StoredResults;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes the table of a finished sweep of 10,000 trials without training. It has rows with curves of
 * 100 epochs and models of the right size, all with invented values. It measures the cost of a
 * table of that size.
 *
 * <p>{@code FinishedTable DIR} writes {@code DIR/spec.yaml} and the table {@code DIR/out}. {@code
 * FinishedTable DIR SEEDS} makes a table of SEEDS thousand trials. If the table exists, the program
 * instead plans the trials that {@code run} would train there. It prints the time that this took,
 * in a process as cold as any that has just started.
 */
final class FinishedTable {
  private static final String SPEC =
      """
      name: ten-thousand
      corpus: harbour
      parameters:
        num_steps: {values: [4, 6, 8, 10, 12, 14, 16, 20, 24, 32]}
        num_hiddens: {values: [4, 6, 8, 10, 12, 14, 16, 20, 24, 32]}
        lr: {values: [0.1, 0.2, 0.3, 0.5, 1, 2, 3, 4, 5, 10]}
        seed: {values: %s}
      """;

  private FinishedTable() {}

  /**
   * Makes or plans the table.
   *
   * @param arguments DIR, and SEEDS if it is not 10
   */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    List<Integer> seeds = IntStream.range(0, count).boxed().toList();
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    boolean isThere = Files.exists(folder.resolve("out/sweep.yaml"));
    Path file = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(seeds));
    Corpus corpus =
        new CorpusLoader(
                Optional.empty(),
                Map.of(),
                (uri, most) -> {
                  throw new IOException("not here");
                })
            .load(CorpusLoader.HARBOUR, "char");
    SweepSpec spec = SpecReader.readStored(Files.readString(file));
    TrialTable table =
        TrialTable.openOrNew(folder.resolve("out").toUri(), StorageSettings.ofThisProcess());
    Search search = Search.of(spec, SweepDataset.of(spec, corpus));
    List<Trial> trials = search.trials();
    if (isThere) {
      Set<TrialId> finished = table.finished();
      table.unreadable(finished).forEach(row -> finished.remove(row.id()));
      int missing =
          Remainder.of(search, new StoredResults(table, finished, Map.of()), table.place())
              .missing()
              .size();
      System.out.printf(
          "%d of %d trials are missing; planned in %.2f s%n",
          missing, trials.size(), (System.nanoTime() - start) / 1e9);
      return;
    }
    table.create(SpecWriter.toYaml(spec));
    trials.parallelStream().forEach(trial -> publish(table, trial));
    System.out.println(table.finished().size() + " rows in " + folder.resolve("out"));
  }

  private static void publish(TrialTable table, Trial trial) {
    Random random = new Random(trial.id().hashCode());
    List<EpochPoint> curve =
        IntStream.rangeClosed(1, trial.hyperparameters().numEpochs())
            .mapToObj(
                epoch ->
                    new EpochPoint(
                        epoch,
                        7 + random.nextDouble(),
                        7 + random.nextDouble(),
                        random.nextDouble()))
            .toList();
    float[] parameters = new float[Math.toIntExact(TrialCost.of(trial).parameterCount())];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextFloat();
    }
    TrainingOutcome outcome =
        new TrainingOutcome(
            TrialStatus.OK,
            "",
            curve,
            Optional.of(new TrainedModel(parameters, "it has been invented")),
            new TrainingOutcome.Timing(1, 1, 1, 1));
    EngineVersion engine = new EngineVersion("none", "0", "none", "none");
    try {
      table.publish(
          new TrialResult(
              "ten-thousand",
              trial,
              Ending.trained(outcome),
              new Provenance(engine, "nowhere", 1, Instant.EPOCH, Instant.EPOCH)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
