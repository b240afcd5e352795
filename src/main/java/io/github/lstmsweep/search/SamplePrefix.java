package io.github.lstmsweep.search;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Tokens;
import io.github.lstmsweep.trial.SampleForm;
import java.util.List;
import java.util.stream.Collectors;

/** The beginning of a sample, in the form of the text that its models know. */
final class SamplePrefix {
  private static final int MOST_NAMED = 10;

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
    String what = text.tokenizer().tokens() == Tokens.CHAR ? "character" : "word";
    String cannot =
        "Cannot set sample.prefix to " + ControlCharacters.onOneLine(prefix) + ": must ";
    if (text.tokenizer().cut(prefix).isEmpty()) {
      return List.of(cannot + "have a " + what + " at least, once it is as text says");
    }
    List<String> unknown = new Spelling(text.tokenizer(), text.vocabulary()).unknown(prefix);
    if (unknown.isEmpty()) {
      return List.of();
    }
    String named =
        unknown.stream()
            .limit(MOST_NAMED)
            .map(token -> "\"" + ControlCharacters.inAList(token) + "\"")
            .collect(Collectors.joining(", "));
    return List.of(
        "%sbe of the %d %ss of the text, and %s%s %s none"
            .formatted(
                cannot,
                text.vocabulary().size() - 1,
                what,
                named,
                unknown.size() > MOST_NAMED ? ", …" : "",
                unknown.size() == 1 ? "is" : "are"));
  }
}
