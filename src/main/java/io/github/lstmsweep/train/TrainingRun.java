package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.BestParameters;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains one trial from its initial parameters to its outcome. An epoch is a pass over shuffled
 * minibatches, followed by the validation windows in order (d2l.ai, chapter 10.1). A smaller last
 * minibatch is kept.
 */
public final class TrainingRun {
  private final Hyperparameters hyperparameters;
  private final Deadline deadline;
  private final TaskTraining training;
  private final TrainableModel model;
  private final Optimizer optimizer;
  private final EpochOrder order;
  private final Optional<BestParameters> best;
  private final int[] trainStarts;
  private final int[] validationStarts;
  private final List<EpochPoint> curve = new ArrayList<>();
  private long trainNanos;
  private long validationNanos;
  private long trainedTokens;
  private long validatedTokens;
  private long storedNanos;
  private Stop stop; // null before run()
  private TrainingListener heard = TrainingListener.NONE;

  public TrainingRun(
      Trial trial, TrainingData data, Kernels kernels, Deadline deadline, ShardRunner cores) {
    this(trial, data, new OnKernels(kernels, cores), deadline);
  }

  /**
   * Prepares the training of a model that {@code maker} makes.
   *
   * @param deadline the time at which it stops
   */
  public TrainingRun(Trial trial, TrainingData data, ModelMaker maker, Deadline deadline) {
    this(
        trial,
        deadline,
        data instanceof TimeSeries series
            ? new ForecastTraining(trial, series, maker, Dropout.of(trial))
            : new LanguageTraining(trial, (Corpus) data, maker, Dropout.of(trial)),
        Shuffle.of(trial));
  }

  /** Makes models on this processor's kernels. */
  private record OnKernels(Kernels kernels, ShardRunner cores) implements ModelMaker {
    @Override
    public TrainableModel make(
        Parameters initial, TokenWindows windows, Optional<Dropout> dropout) {
      return new LanguageModel(kernels, initial, windows, dropout, cores);
    }

    @Override
    public TrainableModel make(
        Parameters initial, SeriesWindows windows, Optional<Dropout> dropout) {
      return new ForecastModel(kernels, initial, windows, dropout, cores);
    }
  }

  /** Prepares the training of a language model, with an order that a test supplies. */
  public TrainingRun(
      Trial trial, Corpus corpus, ModelMaker maker, Deadline deadline, EpochOrder order) {
    this(trial, deadline, new LanguageTraining(trial, corpus, maker, Dropout.of(trial)), order);
  }

  private TrainingRun(Trial trial, Deadline deadline, TaskTraining training, EpochOrder order) {
    this.hyperparameters = trial.hyperparameters();
    this.deadline = deadline;
    this.training = training;
    this.model = training.model();
    this.optimizer = Optimizer.of(hyperparameters);
    this.order = order;
    this.best =
        hyperparameters.keep() == Keep.BEST ? Optional.of(new BestParameters()) : Optional.empty();
    this.trainStarts = TrialWindows.training(trial.dataset());
    this.validationStarts = TrialWindows.validation(trial.dataset());
  }

  /** Trains to the end, to a loss that is not finite, or to the deadline. */
  public TrainingOutcome run() {
    return run(TrainingListener.NONE);
  }

  /** Trains like {@link #run()}, and tells {@code listener} of minibatches and epochs. */
  public TrainingOutcome run(TrainingListener listener) {
    return run(new Leg(Optional.empty(), hyperparameters.numEpochs()), listener);
  }

  /**
   * Trains one leg, and tells {@code listener} of minibatches and epochs. Call it once.
   *
   * @return the outcome; PAUSED, with a state, if the leg ends before the training
   */
  public TrainingOutcome run(Leg leg, TrainingListener listener) {
    heard = listener;
    stop = new Stop(deadline, Thread.currentThread());
    model.checkOften(stop);
    leg.from().ifPresent(this::restore);
    storedNanos = System.nanoTime();
    int until = Math.min(leg.until(), hyperparameters.numEpochs());
    Optional<EarlyStop.Watch> watch = leg.earlyStop().map(EarlyStop::watch);
    for (EpochPoint point : curve) {
      if (stopsEarly(watch, point)) {
        // A different driver has asked for further epochs, with older rows.
        return stoppedEarly();
      }
    }
    for (int epoch = curve.size() + 1; epoch <= until; epoch++) {
      long start = System.nanoTime();
      order.arrange(trainStarts);
      PassSums train = trainEpoch(epoch);
      trainNanos += System.nanoTime() - start;
      if (train.stopped != TrialStatus.OK) {
        return stopped(train);
      }
      long validationStart = System.nanoTime();
      PassSums validation = validate(epoch);
      long end = System.nanoTime();
      validationNanos += end - validationStart;
      if (validation.stopped != TrialStatus.OK) {
        return stopped(validation);
      }
      EpochPoint point =
          new EpochPoint(
              training.task(),
              epoch,
              score(train),
              score(validation),
              (end - start) / 1e9,
              dynamics(train, validation));
      curve.add(point);
      best.ifPresent(kept -> kept.look(point.validationScore(), model));
      heard.ended(point);
      if (stopsEarly(watch, point) && epoch < hyperparameters.numEpochs()) {
        return stoppedEarly();
      }
      if (epoch < until) {
        leg.checkpoints().ifPresent(this::storeIfDue);
      }
    }
    return until == hyperparameters.numEpochs() ? ended() : paused();
  }

  private TrainingOutcome ended() {
    return withModel(TrialStatus.OK, "");
  }

  private TrainingOutcome withModel(TrialStatus status, String detail) {
    best.ifPresent(kept -> kept.putInto(model, optimizer));
    return training.outcomeWithModel(status, detail, curve, timing());
  }

  private static boolean stopsEarly(Optional<EarlyStop.Watch> watch, EpochPoint point) {
    return watch.isPresent() && watch.get().stopsAfter(point.validationScore());
  }

  private TrainingOutcome paused() {
    return training.outcome(TrialStatus.PAUSED, afterEpoch(), curve, timing()).with(state());
  }

  /** The training has come to its end by its own scores, and may go on all the same. */
  private TrainingOutcome stoppedEarly() {
    TrainingState state = state();
    return withModel(TrialStatus.PAUSED, afterEpoch()).with(state);
  }

  private String afterEpoch() {
    return "after epoch " + curve.size() + " of " + hyperparameters.numEpochs();
  }

  private TrainingState state() {
    return new TrainingState(
        model.stateWith(optimizer),
        curve,
        trainNanos,
        validationNanos,
        best.flatMap(BestParameters::parameters));
  }

  private void storeIfDue(Leg.Checkpoints checkpoints) {
    long now = System.nanoTime();
    if (now - storedNanos >= checkpoints.every().toNanos()) {
      try {
        checkpoints.store().accept(state());
      } catch (OutOfMemoryError e) {
        // The copy did not fit. The training itself needs no more memory than before.
      }
      storedNanos = System.nanoTime();
    }
  }

  private void restore(TrainingState state) {
    int epochs = state.epochs();
    int batch = hyperparameters.batchSize();
    model.restore(state.network(), optimizer, (long) epochs * minibatches(trainStarts, batch));
    for (int epoch = 0; epoch < epochs; epoch++) {
      order.arrange(trainStarts);
    }
    best.ifPresent(kept -> restore(kept, state));
    curve.addAll(state.curve());
    trainNanos = state.trainNanos();
    validationNanos = state.validationNanos();
    trainedTokens = (long) epochs * trainStarts.length * training.stepsOfWindow();
    validatedTokens = (long) epochs * validationStarts.length * training.stepsOfWindow();
    heard.trained(trainedTokens);
    state.curve().forEach(heard::ended);
  }

  private static void restore(BestParameters kept, TrainingState state) {
    float[] best = state.best().orElse(new float[0]);
    if (best.length != state.network().parameters().length) {
      throw new IllegalArgumentException(
          "Cannot continue a trial that keeps its best epoch: its state lacks the parameters");
    }
    kept.restore(
        best, state.curve().stream().mapToDouble(EpochPoint::validationScore).min().orElseThrow());
  }

  private static int minibatches(int[] windows, int batch) {
    return (windows.length + batch - 1) / batch;
  }

  private double score(PassSums sums) {
    return training.score(sums.total / sums.batches, sums.totalOfWindows / sums.windows);
  }

  private Dynamics dynamics(PassSums train, PassSums validation) {
    return new Dynamics(
        train.totalNorm / train.batches,
        train.maxNorm,
        validation.largestH,
        hyperparameters.cell().hasContent() ? validation.largestC : Double.NaN);
  }

  private PassSums trainEpoch(int epoch) {
    PassSums sums = new PassSums();
    try {
      return train(epoch, sums);
    } catch (Stop.TimedOutException e) {
      return sums.stop(TrialStatus.TIMEOUT, timeoutDetail(epoch));
    }
  }

  private PassSums train(int epoch, PassSums sums) {
    int windows = trainStarts.length;
    int batch = hyperparameters.batchSize();
    for (int from = 0; from < windows; from += batch) {
      stop.run();
      int to = Math.min(windows, from + batch);
      double loss = model.lossAndGradient(trainStarts, from, to);
      double norm = model.gradientNorm();
      sums.add(loss, to - from);
      Optional<String> divergence =
          Divergence.ofStep(training.task(), loss, training.score(loss, loss), norm);
      if (divergence.isPresent()) {
        return sums.stop(
            TrialStatus.DIVERGED,
            "epoch " + epoch + ", step " + sums.batches + ": " + divergence.get());
      }
      sums.addNorm(norm);
      model.update(optimizer, hyperparameters.gradientClip(), norm);
      trainedTokens += (long) (to - from) * training.stepsOfWindow();
      heard.trained(trainedTokens);
    }
    return sums;
  }

  private PassSums validate(int epoch) {
    PassSums sums = new PassSums();
    try {
      return validate(epoch, sums);
    } catch (Stop.TimedOutException e) {
      return sums.stop(TrialStatus.TIMEOUT, timeoutDetail(epoch));
    }
  }

  private PassSums validate(int epoch, PassSums sums) {
    int windows = validationStarts.length;
    int batch = hyperparameters.batchSize();
    for (int from = 0; from < windows; from += batch) {
      stop.run();
      int to = Math.min(windows, from + batch);
      sums.add(model.loss(validationStarts, from, to), to - from);
      sums.largestH = Math.max(sums.largestH, model.largestH());
      sums.largestC = Math.max(sums.largestC, model.largestC());
      validatedTokens += (long) (to - from) * training.stepsOfWindow();
    }
    return Divergence.ofValidation(training.task(), sums.total / sums.batches, score(sums))
        .map(said -> sums.stop(TrialStatus.DIVERGED, "epoch " + epoch + ": " + said))
        .orElse(sums);
  }

  private TrainingOutcome stopped(PassSums sums) {
    return training.outcome(sums.stopped, sums.detail, curve, timing());
  }

  private String timeoutDetail(int epoch) {
    return "epoch " + epoch + ": stopped after " + deadline.shown() + " (timeout.trial)";
  }

  private Timing timing() {
    double train = trainNanos / 1e9;
    double validation = validationNanos / 1e9;
    return new Timing(
        train,
        validation,
        train > 0 ? trainedTokens / train : 0,
        validation > 0 ? validatedTokens / validation : 0);
  }

  /** The sums over the minibatches of one pass, or the reason why it stopped. */
  private static final class PassSums {
    private double total;
    private int batches;
    private double totalOfWindows;
    private long windows;
    private double totalNorm;
    private double maxNorm;
    private double largestH;
    private double largestC;
    private TrialStatus stopped = TrialStatus.OK;
    private String detail = "";

    void add(double loss, int windowsOfMinibatch) {
      total += loss;
      batches++;
      totalOfWindows += loss * windowsOfMinibatch;
      windows += windowsOfMinibatch;
    }

    void addNorm(double norm) {
      totalNorm += norm;
      maxNorm = Math.max(maxNorm, norm);
    }

    PassSums stop(TrialStatus status, String why) {
      stopped = status;
      detail = why;
      return this;
    }
  }
}
