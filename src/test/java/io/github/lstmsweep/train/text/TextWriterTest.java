package io.github.lstmsweep.train.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextWriterTest {
  private static final Spelling SPELLING =
      new Spelling(Tokenizer.d2l(Tokens.WORD_PUNCT), Vocabulary.of(List.of("sea", "!", "the")));

  /** Makes an RNN of one unit over {@code !, <unk>, sea, the}. Its state is the sum or its tanh. */
  private static Generator generator(HiddenActivation activation, float recurrent) {
    float[] p = {1, 0, -1, 2, recurrent, 0, 0, /* output */ -1, 0, 1, 0.5f, 0, -9, 0, 0.25f};
    return new Generator(new Architecture(4, Cell.RNN, 1, 1, activation), p);
  }

  @Test
  void itWritesAsManyTokensAsTextHasThem() {
    StringBuilder text = new StringBuilder("the");
    TextWriter writer =
        new TextWriter(generator(HiddenActivation.TANH, 0), SPELLING, NextToken.likeliest());
    long written = writer.write("the", 4, piece -> text.append(piece) != null);
    // State after each token, then the next: the 0.96 > sea; sea -0.76 > !; ! 0.76 > sea; sea > !
    assertThat(text).hasToString("the sea! sea!");
    assertThat(written).isEqualTo(4);
  }

  @Test
  void itStopsWhereTheReaderHasEnough() {
    StringBuilder text = new StringBuilder();
    TextWriter writer =
        new TextWriter(generator(HiddenActivation.TANH, 0), SPELLING, NextToken.likeliest());
    assertThat(writer.write("the", 1_000_000, piece -> text.append(piece).length() < 5))
        .isEqualTo(1);
    assertThat(text).hasToString(" sea!");
  }

  @Test
  void itStopsWhereTheStateIsNoLongerFinite() {
    TextWriter writer =
        new TextWriter(generator(HiddenActivation.IDENTITY, 1e9f), SPELLING, NextToken.likeliest());
    long written = writer.write("the", 1_000, piece -> true);
    // After the prefix the state is 2, then 2e9, 2e18, 2e27, 2e36, and then infinite.
    assertThat(written).isEqualTo(5);
  }
}
