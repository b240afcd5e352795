package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.lstmsweep.corpus.Corpora;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Tests trials side by side in a pack: each has what the processor says of it alone. */
class PackOfTrialsTest {
  private static final Corpus TEXT = text("char");
  private static final Corpus WORDS = text("word");

  private static Corpus text(String tokens) {
    return new CorpusLoader(
            Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
        .load(CorpusLoader.HARBOUR, tokens);
  }

  /** Eight trials of one shape; the learning rate of one is so large that it diverges. */
  private static List<Trial> eight() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      trials.add(
          trial(
              TEXT,
              Map.of(
                  Hyperparameter.SEED,
                  (long) i,
                  Hyperparameter.LR,
                  i == 3 ? 1e38 : i % 3 == 2 ? 0.01 : 0.5,
                  Hyperparameter.GRADIENT_CLIP,
                  i == 3 ? Double.POSITIVE_INFINITY : 1.0 + i,
                  Hyperparameter.WEIGHT_DECAY,
                  i % 2 == 0 ? 0.0 : 1e-3,
                  Hyperparameter.OPTIMIZER,
                  List.of("sgd", "momentum", "adam").get(i % 3),
                  Hyperparameter.NUM_EPOCHS,
                  1L + i % 3)));
    }
    // Adam bounds its steps, and momentum too would not diverge at once.
    trials.set(
        3,
        trial(
            TEXT,
            Map.of(
                Hyperparameter.LR,
                1e38,
                Hyperparameter.GRADIENT_CLIP,
                Double.POSITIVE_INFINITY,
                Hyperparameter.NUM_EPOCHS,
                3L)));
    return trials;
  }

  private static Trial trial(Corpus text, Map<Hyperparameter, ?> more) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.NUM_STEPS, 5L);
    values.put(Hyperparameter.NUM_HIDDENS, 12L);
    values.put(Hyperparameter.BATCH_SIZE, 150L);
    values.put(Hyperparameter.NUM_EPOCHS, 2L);
    values.putAll(more);
    return Trial.of(
        Hyperparameters.of(values),
        new Dataset(text.name(), text.sha256(), text.tokens(), text.vocabulary().size(), 400, 100));
  }

  private static GpuDevice device() {
    Device device = TestDevice.get();
    return new GpuDevice(device, GpuDevice.Settings.of(device));
  }

  private static TrainingOutcome onProcessor(Trial trial, Corpus text) {
    return new TrainingRun(
            trial,
            text,
            KernelChoice.get().kernels(),
            Deadline.in(Optional.empty()),
            ShardRunner.SEQUENTIAL)
        .run();
  }

  private static TrainingOutcome onDevice(GpuDevice device, Trial trial, Corpus text, int pack) {
    try (GpuModels models =
        new GpuModels(device, trial.hyperparameters().batchSize(), pack, IfFull.WAIT)) {
      return new TrainingRun(trial, text, models, Deadline.in(Optional.empty())).run();
    }
  }

  /** The computed parts of an outcome. */
  private static List<Object> computed(TrainingOutcome outcome) {
    return List.of(
        outcome.status(),
        outcome.detail(),
        outcome.model().map(TrainedModel::parametersSha256).orElse(""),
        outcome.model().map(TrainedModel::sample).orElse(""),
        outcome.curve().stream()
            .map(
                (EpochPoint p) ->
                    List.of(p.epoch(), p.trainScore(), p.validationScore(), p.dynamics()))
            .toList());
  }

  private static List<List<Object>> together(GpuDevice device, List<Trial> trials, int pack)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(pack);
    try {
      List<Future<TrainingOutcome>> underway =
          trials.stream()
              .map(trial -> threads.submit(() -> onDevice(device, trial, TEXT, pack)))
              .toList();
      List<List<Object>> outcomes = new ArrayList<>();
      for (Future<TrainingOutcome> each : underway) {
        outcomes.add(computed(each.get()));
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void eightTrialsOfWhichOneDiverges() throws Exception {
    GpuDevice device = device();
    List<Trial> trials = eight();
    List<List<Object>> expected =
        trials.stream().map(trial -> computed(onProcessor(trial, TEXT))).toList();
    assertThat(expected).filteredOn(o -> o.get(0) == TrialStatus.DIVERGED).hasSize(1);
    assertThat(together(device, trials, 8)).isEqualTo(expected);
    assertThat(device.largestBatch()).isBetween(2, 8);
    // Three places: a place that a trial leaves goes to the next.
    assertThat(together(device, trials, 3)).isEqualTo(expected);
    device.closeIdle();
  }

  @Test
  void aMinibatchThatDoesNotFitIsComputedInParts() {
    Device device = TestDevice.get();
    Trial trial = trial(TEXT, Map.of(Hyperparameter.BATCH_SIZE, 400L));
    Shape shape =
        new Shape(
            Architecture.of(trial.hyperparameters(), TEXT.vocabulary().size()),
            5,
            false,
            1,
            false,
            400);
    MemoryPlan whole = MemoryPlan.of(shape, 4, device.limits(), Long.MAX_VALUE).orElseThrow();
    assertThat(whole.perShard()).isEqualTo(2);
    assertThat(whole.places()).isEqualTo(4);
    MemoryPlan part = new MemoryPlan(shape, 4, 4, 1);
    assertThat(MemoryPlan.of(shape, 4, device.limits(), part.bytes())).contains(part);
    long ofOne = new MemoryPlan(shape, 1, 1, 1).bytes();
    assertThat(MemoryPlan.of(shape, 4, device.limits(), ofOne).orElseThrow().places()).isOne();
    assertThat(MemoryPlan.of(shape, 4, device.limits(), ofOne - 1)).isEmpty();

    GpuDevice small = new GpuDevice(device, GpuDevice.Settings.of(device).withBytes(ofOne));
    assertThat(computed(onDevice(small, trial, TEXT, 4)))
        .isEqualTo(computed(onProcessor(trial, TEXT)));
    small.closeIdle();
    GpuDevice tiny = new GpuDevice(device, GpuDevice.Settings.of(device).withBytes(ofOne - 1));
    assertThatThrownBy(() -> onDevice(tiny, trial, TEXT, 4)).isInstanceOf(NoRoomException.class);
  }

  @Test
  void aStreamedVocabularyWithTwoLayersAndDropout() {
    Device device = TestDevice.get();
    GpuDevice words = new GpuDevice(device, GpuDevice.Settings.of(device));
    Trial trial =
        trial(
            WORDS,
            Map.of(
                Hyperparameter.NUM_LAYERS,
                2L,
                Hyperparameter.DROPOUT,
                0.25,
                Hyperparameter.NUM_STEPS,
                10L,
                Hyperparameter.CELL,
                "gru"));
    assertThat(WORDS.vocabulary().size()).isGreaterThan(128);
    assertThat(computed(onDevice(words, trial, WORDS, 1)))
        .isEqualTo(computed(onProcessor(trial, WORDS)));
    words.closeIdle();
  }

  /** The words of The Time Machine: 4,580 of them. */
  @Test
  void theWordsOfALongText() throws Exception {
    GpuDevice device = device();
    Path file = Corpora.timeMachine().orElse(null);
    if (file == null) {
      System.err.println("SKIPPED: a test of the engine gpu needs timemachine.txt");
      abort("timemachine.txt is in no folder");
    }
    Corpus words =
        new CorpusLoader(
                Optional.empty(),
                Map.of("LSTM_SWEEP_CORPORA", file.getParent().toString()),
                (uri, most) -> InputStream.nullInputStream())
            .load("timemachine", "word");
    assertThat(words.vocabulary().size()).isEqualTo(4580);
    Trial trial =
        trial(words, Map.of(Hyperparameter.NUM_HIDDENS, 5L, Hyperparameter.NUM_EPOCHS, 1L));
    assertThat(computed(onDevice(device, trial, words, 1)))
        .isEqualTo(computed(onProcessor(trial, words)));
    device.closeIdle();
  }

  @Test
  void aPackThatDoesNotFitHasFewerPlaces() throws Exception {
    Device device = TestDevice.get();
    List<Trial> trials =
        List.of(
            trial(TEXT, Map.of(Hyperparameter.SEED, 1L)),
            trial(TEXT, Map.of(Hyperparameter.SEED, 2L)));
    Shape shape =
        new Shape(
            Architecture.of(trials.get(0).hyperparameters(), TEXT.vocabulary().size()),
            5,
            false,
            1,
            false,
            150);
    MemoryPlan two = MemoryPlan.of(shape, 2, device.limits(), Long.MAX_VALUE).orElseThrow();
    // It gives up jobs first, so there may be more than two places.
    int places = MemoryPlan.of(shape, 8, device.limits(), two.bytes()).orElseThrow().places();
    assertThat(places).isBetween(2, 7);
    GpuDevice small = new GpuDevice(device, GpuDevice.Settings.of(device).withBytes(two.bytes()));
    assertThat(together(small, trials, 8))
        .isEqualTo(trials.stream().map(trial -> computed(onProcessor(trial, TEXT))).toList());
    assertThat(small.largestBatch()).isBetween(1, places);
    small.closeIdle();
  }

  /** A driver may also limit the largest array. The memory of the others may then be free. */
  @Test
  void aSmallLimitOfArraysSplitsAPack() throws Exception {
    Device device = TestDevice.get();
    List<Trial> trials = eight().subList(4, 8);
    Shape shape =
        new Shape(
            Architecture.of(trials.get(0).hyperparameters(), TEXT.vocabulary().size()),
            5,
            false,
            1,
            false,
            150);
    MemoryPlan two = MemoryPlan.of(shape, 2, device.limits(), Long.MAX_VALUE).orElseThrow();
    Device.Limits l = device.limits();
    Device limited =
        TestDevice.with(
            device,
            new Device.Limits(
                two.bytes() * 3, two.largestArray(), l.localBytes(), l.groupItems(), l.units()));
    MemoryPlan split =
        MemoryPlan.of(shape, 8, limited.limits(), (long) (two.bytes() * 3 * MemoryPlan.SHARE))
            .orElseThrow();
    assertThat(split.jobs() * split.perShard()).isLessThan(8);
    GpuDevice small = new GpuDevice(limited, GpuDevice.Settings.of(limited));
    assertThat(together(small, trials, 8))
        .isEqualTo(trials.stream().map(trial -> computed(onProcessor(trial, TEXT))).toList());
    assertThat(small.largestBatch()).isBetween(1, split.jobs());
    small.closeIdle();
  }

  @Test
  void aTrialWithoutAPlaceWaitsUntilOneOfItsShapeLeaves() throws Exception {
    Device device = TestDevice.get();
    Trial trial = trial(TEXT, Map.of());
    Shape shape =
        new Shape(
            Architecture.of(trial.hyperparameters(), TEXT.vocabulary().size()),
            5,
            false,
            1,
            false,
            150);
    long ofOne = MemoryPlan.of(shape, 1, device.limits(), Long.MAX_VALUE).orElseThrow().bytes();
    GpuDevice small = new GpuDevice(device, GpuDevice.Settings.of(device).withBytes(ofOne));
    Trial first = trial(TEXT, Map.of(Hyperparameter.NUM_EPOCHS, 1_000_000L));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<TrainingOutcome> long1 = threads.submit(() -> onDevice(small, first, TEXT, 1));
      await(() -> small.models() == 1);
      try (GpuModels refusing = new GpuModels(small, 150, 1, IfFull.REFUSE)) {
        assertThatThrownBy(
                () -> new TrainingRun(trial, TEXT, refusing, Deadline.in(Optional.empty())).run())
            .isInstanceOf(NoRoomException.class);
      }
      Future<TrainingOutcome> next = threads.submit(() -> onDevice(small, trial, TEXT, 1));
      await(() -> small.waiting() == 1);
      assertThat(next.isDone()).isFalse();
      assertThat(long1.cancel(true)).isTrue();
      assertThat(computed(next.get())).isEqualTo(computed(onProcessor(trial, TEXT)));
    } finally {
      threads.shutdownNow();
    }
    assertThat(small.waiting()).isZero();
    small.closeIdle();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it happens in time").isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void aTrialGoesOnAfterAPause() {
    GpuDevice device = device();
    Trial trial =
        trial(TEXT, Map.of(Hyperparameter.OPTIMIZER, "adam", Hyperparameter.NUM_EPOCHS, 3L));
    TrainingOutcome paused;
    try (GpuModels models = new GpuModels(device, 150, 1, IfFull.WAIT)) {
      paused =
          new TrainingRun(trial, TEXT, models, Deadline.in(Optional.empty()))
              .run(new Leg(Optional.empty(), 1), TrainingListener.NONE);
    }
    assertThat(paused.status()).isEqualTo(TrialStatus.PAUSED);
    // The processor continues what the device began.
    TrainingOutcome ended =
        new TrainingRun(
                trial,
                TEXT,
                KernelChoice.get().kernels(),
                Deadline.in(Optional.empty()),
                ShardRunner.SEQUENTIAL)
            .run(new Leg(paused.state(), 3), TrainingListener.NONE);
    assertThat(computed(ended)).isEqualTo(computed(onProcessor(trial, TEXT)));
    try (GpuModels models = new GpuModels(device, 150, 1, IfFull.WAIT)) {
      ended =
          new TrainingRun(trial, TEXT, models, Deadline.in(Optional.empty()))
              .run(new Leg(paused.state(), 3), TrainingListener.NONE);
    }
    assertThat(computed(ended)).isEqualTo(computed(onProcessor(trial, TEXT)));
    device.closeIdle();
  }

  @Test
  void aTimeoutOrAnInterruptEndsOneTrialAndFreesItsPlace() {
    GpuDevice device = device();
    Trial trial = trial(TEXT, Map.of(Hyperparameter.NUM_EPOCHS, 1_000_000L));
    try (GpuModels models = new GpuModels(device, 150, 1, IfFull.WAIT)) {
      TrainingOutcome late =
          new TrainingRun(trial, TEXT, models, Deadline.in(Optional.of(Duration.ofMillis(300))))
              .run();
      assertThat(late.status()).isEqualTo(TrialStatus.TIMEOUT);
    }
    assertThat(device.models()).isZero();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> onDevice(device, trial, TEXT, 1))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(device.models()).isZero();
    device.closeIdle();
  }
}
