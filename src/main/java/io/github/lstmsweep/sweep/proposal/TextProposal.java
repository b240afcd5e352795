package io.github.lstmsweep.sweep.proposal;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.WindowCounts;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Proposes a sweep of language models for a text. */
public final class TextProposal {
  /** A shorter text has no room for training, validation and a test. */
  private static final int LEAST_TOKENS = 100;

  /** Tokens of which d2l.ai's windows of 32 steps are a small part. */
  private static final int MANY_TOKENS = 2_000;

  /** Tokens of which windows of 64 steps are a small part. */
  private static final int VERY_MANY_TOKENS = 20_000;

  private static final int MOST_VALIDATION = 5_000;
  private static final long LARGEST_BATCH = 1_024;
  private static final long SMALLEST_BATCH = 16;

  /** Steps of the optimizer in an epoch; with fewer ones, an epoch hardly changes the network. */
  private static final long STEPS_IN_EPOCH = 10;

  /** Numbers of occurrences to try as {@code min_freq}, until the vocabulary is small enough. */
  private static final List<Integer> LEAST_OCCURRENCES = List.of(1, 2, 3, 5, 10, 20, 50, 100);

  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_WORDS = 8_000;

  private final Corpus text;
  private final boolean isOfCharacters;

  private TextProposal(Corpus text) {
    this.text = text;
    this.isOfCharacters = text.tokens().equals(Tokens.CHAR.key());
  }

  /**
   * Proposes a sweep.
   *
   * @param text in the form of its corpus's default
   * @param name of the sweep
   * @throws UserException if the text is too short
   */
  public static Proposal of(Corpus text, String name, Budget budget) {
    return new TextProposal(text).proposal(name, budget);
  }

  private Proposal proposal(String name, Budget budget) {
    if (text.length() < LEAST_TOKENS) {
      throw UserException.badInput(
          "Cannot propose a sweep of %s: must have at least %d tokens, but has %d"
              .formatted(text.name(), LEAST_TOKENS, text.length()));
    }
    int minFreq = minFreq();
    SweepSpec plain =
        SweepSpec.ofDefaults(name, Task.LANGUAGE_MODEL, text.name(), "")
            .cut(Tokens.of(text.tokens()).orElseThrow(), minFreq);
    List<Object> steps = steps();
    int starts = text.length() - Math.toIntExact((long) steps.get(steps.size() - 1));
    int validation = Math.min(MOST_VALIDATION, starts / 10);
    int train = starts - 2 * validation;
    List<SweepSpec> sized =
        Size.upTo(train, isOfCharacters ? Size.OF_CHARACTERS : Size.OF_WORDS).stream()
            .map(
                size -> {
                  int windows = Math.min(size.windows(), train);
                  return plain
                      .on(new WindowCounts(windows, validation, validation))
                      .varying(values(steps, size, windows));
                })
            .toList();
    return budget.largest(sized, text, facts(minFreq));
  }

  private Map<Hyperparameter, List<Object>> values(List<Object> steps, Size size, int windows) {
    Map<Hyperparameter, List<Object>> values = new LinkedHashMap<>();
    values.put(Hyperparameter.NUM_STEPS, steps);
    values.put(Hyperparameter.NUM_HIDDENS, size.hiddens());
    values.put(Hyperparameter.LR, isOfCharacters ? List.of(1.0, 4.0) : List.of(0.005, 0.02));
    values.put(Hyperparameter.NUM_EPOCHS, List.of((long) size.epochs()));
    values.put(Hyperparameter.BATCH_SIZE, List.of(batch(windows)));
    if (!isOfCharacters) {
      // With plain gradient descent, rare words would hardly be learned.
      values.put(Hyperparameter.OPTIMIZER, List.of(OptimizerKind.ADAM.key()));
    }
    return values;
  }

  private List<Object> steps() {
    if (text.length() < MANY_TOKENS) {
      return List.of(4L, 8L);
    }
    if (!isOfCharacters) {
      return List.of(8L, 16L);
    }
    return text.length() < VERY_MANY_TOKENS ? List.of(16L, 32L) : List.of(32L, 64L);
  }

  /** Returns the size of a minibatch, a power of two. */
  private static long batch(int windows) {
    long size = Long.highestOneBit(Math.max(1, windows / STEPS_IN_EPOCH));
    return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, size));
  }

  private int minFreq() {
    int most = isOfCharacters ? MOST_CHARACTERS : MOST_WORDS;
    return LEAST_OCCURRENCES.stream()
        .filter(least -> text.withMinFreq(least).vocabulary().size() <= most)
        .findFirst()
        .orElse(LEAST_OCCURRENCES.get(LEAST_OCCURRENCES.size() - 1));
  }

  private List<String> facts(int minFreq) {
    List<String> facts = new ArrayList<>();
    long lines = count("\n");
    // The vocabulary has <unk> too.
    int distinct = text.vocabulary().size() - 1;
    String tokens = isOfCharacters ? "character" : "token";
    facts.add(
        "The text has "
            + Show.counted(text.length(), tokens)
            + ", "
            + Show.count(distinct)
            + " of them different"
            + (lines == 0 ? "." : ", in " + Show.counted(lines, "line") + "."));
    if (minFreq > 1) {
      facts.add(
          "%s of them occur fewer than %d times and become <unk>."
              .formatted(
                  Show.counted(
                      distinct + 1 - text.withMinFreq(minFreq).vocabulary().size(), tokens),
                  minFreq));
    }
    if (text.count().dropped() > 0) {
      facts.add(
          "Its form drops %s of the file: %s."
              .formatted(
                  Show.counted(text.count().dropped(), "character"),
                  String.join(", ", text.count().kinds())));
    }
    return facts;
  }

  private long count(String token) {
    if (!text.vocabulary().tokens().contains(token)) {
      return 0;
    }
    int id = text.vocabulary().id(token);
    long count = 0;
    for (int place = 0; place < text.length(); place++) {
      count += text.ids().at(place) == id ? 1 : 0;
    }
    return count;
  }
}
