package io.github.lstmsweep.corpus;

import io.github.lstmsweep.trial.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text as token ids.
 *
 * @param name the built-in name or the path that the user gave; a URI is kept without user info and
 *     query
 * @param sha256 lower-case hexadecimal SHA-256 of the file's bytes
 * @param tokenizer the form of the text, and how it was cut into tokens
 * @param minFreq minimum number of occurrences of a token; rarer tokens are {@code <unk>}
 * @param vocabulary maps a token to its id and back
 * @param ids the text, one id per token; {@link #upTo} keeps only the first ones
 * @param characters how many characters each token of the text stands for; empty if the vocabulary
 *     tells it
 * @param count counts of the characters of the file
 */
public record Corpus(
    String name,
    String sha256,
    Tokenizer tokenizer,
    int minFreq,
    Vocabulary vocabulary,
    IntSequence ids,
    IntSequence characters,
    TextCount count)
    implements TrainingData {
  private static final long BYTES_OF_INT = 4;

  /** Spark keeps the sent bytes next to the array made of them: one or two bytes per int. */
  private static final long BYTES_SENT = 2;

  private static final long BYTES_OF_TOKEN = 64;

  /** Makes a corpus in d2l.ai's form whose tokens are all in the vocabulary. */
  public Corpus(String name, String sha256, String tokens, Vocabulary vocabulary, int[] ids) {
    this(
        name,
        sha256,
        Tokenizer.d2l(Tokens.of(tokens).orElseThrow()),
        1,
        vocabulary,
        IntSequence.of(ids),
        IntSequence.of(),
        TextCount.none(Tokens.of(tokens).orElseThrow().alphabet()));
  }

  /** Returns how the text was cut: {@code char}, {@code word} or {@code word-punct}. */
  public String tokens() {
    return tokenizer.tokens().key();
  }

  @Override
  public int length() {
    return ids.length();
  }

  @Override
  public long heapBytes() {
    return (BYTES_OF_INT + BYTES_SENT) * ((long) ids.length() + characters.length())
        + BYTES_OF_TOKEN * vocabulary.size();
  }

  /**
   * Returns how many characters the token at {@code place} counts. A word includes the blank before
   * it.
   */
  public int characters(int place) {
    return characters.length() > 0
        ? characters.at(place)
        : tokenizer.characters(vocabulary.token(ids.at(place)));
  }

  /**
   * Returns this corpus with {@code <unk>} for every token that occurs fewer than {@code least}
   * times (d2l.ai, chapter 9.2).
   */
  public Corpus withMinFreq(int least) {
    if (least <= minFreq) {
      return this;
    }
    int[] counts = new int[vocabulary.size()];
    for (int place = 0; place < ids.length(); place++) {
      counts[ids.at(place)]++;
    }
    List<String> kept = new ArrayList<>();
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] >= least) {
        kept.add(vocabulary.token(id));
      }
    }
    return with(Vocabulary.of(kept), least, count);
  }

  /**
   * Returns this text in the ids of a model: {@code <unk>} for every token that the model lacks.
   * The alphabet is that of both together.
   *
   * @param known tokens of the model
   */
  public Corpus spelledWith(Vocabulary known) {
    List<String> both = new ArrayList<>(vocabulary.tokens());
    both.addAll(known.tokens());
    both.removeIf(Vocabulary.UNKNOWN::equals);
    return with(known, minFreq, count.withAlphabet(tokenizer.alphabet(both)));
  }

  private Corpus with(Vocabulary other, int least, TextCount counted) {
    int[] newIds = vocabulary.tokens().stream().mapToInt(other::id).toArray();
    int[] lengths = vocabulary.tokens().stream().mapToInt(tokenizer::characters).toArray();
    return new Corpus(
        name,
        sha256,
        tokenizer,
        least,
        other,
        ids.map(id -> newIds[id]),
        characters.length() > 0 ? characters : ids.map(id -> lengths[id]),
        counted);
  }

  /**
   * The default beginning of a sample: the first two words from the token at {@code start} on.
   *
   * @return empty if every candidate has a token that the vocabulary lacks
   */
  public Optional<String> opening(int start) {
    return Opening.of(this, start);
  }

  /**
   * Returns a corpus of the first tokens as plain arrays, the form that is sent and trained on. A
   * grid seldom reaches the end of a long text.
   *
   * @param most how many tokens to keep; a larger number keeps all
   */
  public Corpus upTo(long most) {
    int kept = (int) Math.min(most, ids.length());
    return new Corpus(
        name,
        sha256,
        tokenizer,
        minFreq,
        vocabulary,
        first(ids, kept),
        characters.length() > 0 ? first(characters, kept) : characters,
        count);
  }

  private static IntSequence first(IntSequence numbers, int count) {
    int[] first = numbers.first(count);
    return IntSequence.of(first.length == count ? first : Arrays.copyOf(first, count));
  }
}
