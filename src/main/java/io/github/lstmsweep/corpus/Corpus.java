package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text as token ids.
 *
 * @param name the built-in name or the path that the user gave; a URI without user info and query
 * @param sha256 lower-case hexadecimal SHA-256 of the file's bytes
 * @param tokenizer which characters of it were kept, and how they were cut
 * @param minFreq times that a token stands in the text at least; rarer ones are {@code <unk>}
 * @param vocabulary token to id and back
 * @param ids the text, one id a token; as much of it as {@link #upTo} kept
 * @param characters that each token of the text stands for; empty where the vocabulary has all
 * @param count of the characters of the file
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

  /** Spark keeps what it sent beside what it read from it: a byte or two an int. */
  private static final long BYTES_SENT = 2;

  private static final long BYTES_OF_TOKEN = 64;

  /** A text in d2l.ai's form whose tokens are all in the vocabulary. */
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

  /** How it was cut: {@code char}, {@code word} or {@code word-punct}. */
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

  /** How the token at {@code place} is counted in characters: a word has the blank before it. */
  public int characters(int place) {
    return characters.length() > 0
        ? characters.at(place)
        : tokenizer.characters(vocabulary.token(ids.at(place)));
  }

  /**
   * The same text with {@code <unk>} for every token that it has less than {@code least} times
   * (d2l.ai, chapter 9.2).
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
    Vocabulary smaller = Vocabulary.of(kept);
    int[] newIds = vocabulary.tokens().stream().mapToInt(smaller::id).toArray();
    int[] lengths = vocabulary.tokens().stream().mapToInt(tokenizer::characters).toArray();
    return new Corpus(
        name,
        sha256,
        tokenizer,
        least,
        smaller,
        ids.map(id -> newIds[id]),
        characters.length() > 0 ? characters : ids.map(id -> lengths[id]),
        count);
  }

  /**
   * The words that a sample begins with where nobody says others: the first two from the token at
   * {@code start} on.
   *
   * @return empty where the vocabulary lacks some of them
   */
  public Optional<String> opening(int start) {
    return Opening.of(this, start);
  }

  /**
   * The text's first tokens as arrays, which is how they are sent and trained on: a grid seldom
   * reaches the end of a long text.
   *
   * @param most tokens; more than there are is all of them
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
