package io.github.lstmsweep.bench;

import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.text.NextToken;
import io.github.lstmsweep.train.text.TextWriter;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Tokens;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how many characters per second one model of 28 tokens writes, at batch 1, with the state
 * carried along. It does what {@code generate} does, except printing. Each round writes 20,000
 * characters, and the first ten rounds warm up. The parameters are initial ones, because the time
 * does not depend on them.
 */
public final class GenerationSpeed {
  private static final TrialId ID = new TrialId("5".repeat(32));
  private static final int LENGTH = 20_000;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 21;

  private GenerationSpeed() {}

  /** Takes cell, num_hiddens, num_layers, and {@code greedy} or {@code drawn}. */
  public static void main(String[] args) {
    Vocabulary vocabulary =
        Vocabulary.of(
            Stream.concat(
                    Stream.of(" "), IntStream.rangeClosed('a', 'z').mapToObj(Character::toString))
                .toList());
    Architecture architecture =
        new Architecture(
            vocabulary.size(),
            Cell.valueOf(args[0].toUpperCase(Locale.ROOT)),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            HiddenActivation.TANH);
    float[] parameters =
        Parameters.initial(architecture, RandomStream.of(ID, RandomStream.Purpose.INIT))
            .canonical();
    NextToken next =
        args[3].equals("greedy")
            ? NextToken.likeliest()
            : NextToken.drawn(0.8, 10, RandomStream.of(ID, RandomStream.Purpose.TEXT, 0));
    Spelling spelling = new Spelling(Tokenizer.d2l(Tokens.CHAR), vocabulary);
    double[] rates = new double[ROUNDS];
    long characters = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      TextWriter writer = new TextWriter(new Generator(architecture, parameters), spelling, next);
      long[] read = {0};
      long start = System.nanoTime();
      writer.write("time traveller", LENGTH, piece -> (read[0] += piece.length()) > 0);
      double rate = LENGTH / ((System.nanoTime() - start) / 1e9);
      characters += read[0];
      if (round >= 0) {
        rates[round] = rate;
      }
    }
    Arrays.sort(rates);
    System.out.printf(
        Locale.ROOT,
        "%s: median %.0f characters/s, %.0f to %.0f (%d written)%n",
        List.of(args),
        rates[ROUNDS / 2],
        rates[0],
        rates[ROUNDS - 1],
        characters);
  }
}
