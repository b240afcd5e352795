package io.github.lstmsweep.train.text;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Writes the text of a trained model for its row. */
public final class Sample {
  /** The seed that {@code generate} uses by default. */
  private static final long SEED = 0;

  private Sample() {}

  /**
   * Returns the prefix and its continuation.
   *
   * @param parameters in the canonical order of {@code nn.Parameters}
   */
  public static String of(
      Trial trial, Corpus corpus, Architecture architecture, float[] parameters) {
    SampleForm form = trial.dataset().sample();
    Tokenizer tokenizer = corpus.tokenizer();
    Vocabulary vocabulary = corpus.vocabulary();
    Generator generator = new Generator(architecture, parameters);
    List<String> text = new ArrayList<>(tokenizer.cut(form.prefix()));
    text.forEach(token -> generator.read(vocabulary.id(token)));
    RandomStream random = RandomStream.of(trial.id(), RandomStream.Purpose.TEXT, SEED);
    NextToken drawn = NextToken.drawn(form.temperature(), vocabulary.size(), random);
    for (int i = 0; i < form.length(); i++) {
      if (form.isDrawn() && !TextWriter.areFinite(generator.logits())) {
        break;
      }
      int token = form.isDrawn() ? drawn.of(generator.logits()) : generator.likeliest();
      text.add(vocabulary.token(token));
      generator.read(token);
    }
    return tokenizer.join(text);
  }
}
