package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.trial.SampleForm;
import java.util.List;

/** The beginning of a sample, in the form of the text that its models know. */
final class SamplePrefix {
  private SamplePrefix() {}

  /**
   * The sample with its prefix as the text would have it: two spellings of one prefix are one
   * sample. Without a prefix it begins with the first words of the validation text.
   */
  static SampleForm resolved(SampleForm sample, Corpus text, int trainWindows) {
    if (sample.prefix().isEmpty()) {
      return sample.after(text.opening(trainWindows).orElse(SampleForm.D2L.prefix()));
    }
    Tokenizer tokenizer = text.tokenizer();
    return sample.after(tokenizer.join(tokenizer.cut(sample.prefix())));
  }

  /**
   * Tokens of the prefix that the text lacks. The default is never refused: d2l.ai's prefix is read
   * as {@code <unk>} by a text in its form that lacks it, as it always was.
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
