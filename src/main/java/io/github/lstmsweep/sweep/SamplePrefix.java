package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.trial.SampleForm;
import java.util.List;

/** Resolves the beginning of a sample into the form of the text that its models know. */
final class SamplePrefix {
  private SamplePrefix() {}

  /**
   * Returns the sample with its prefix in the text's own form. So two spellings of one prefix are
   * one sample. Without a prefix it begins with the first words of the validation text.
   */
  static SampleForm resolved(SampleForm sample, Corpus text, int trainWindows) {
    if (sample.prefix().isEmpty()) {
      return sample.after(text.opening(trainWindows).orElse(SampleForm.D2L.prefix()));
    }
    Tokenizer tokenizer = text.tokenizer();
    return sample.after(tokenizer.join(tokenizer.cut(sample.prefix())));
  }

  /**
   * Returns the tokens of the prefix that the text lacks. The default prefix is never refused. If a
   * text in d2l.ai's form lacks a token of it, the model reads {@code <unk>}.
   */
  static List<String> problems(SampleForm sample, Corpus text) {
    String prefix = sample.prefix();
    SampleForm byDefault = SampleForm.defaultOf(text.name(), text.tokenizer().form());
    if (prefix.isEmpty() || prefix.equals(byDefault.prefix())) {
      return List.of();
    }
    return new Spelling(text.tokenizer(), text.vocabulary())
            .problemOf(prefix, "of the text")
            .map(
                problem ->
                    "Cannot set sample.prefix to "
                        + ControlCharacters.onOneLine(prefix)
                        + ": "
                        + problem)
            .stream()
            .toList();
  }
}
