package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as token ids.
 *
 * @param name the built-in name or the path that the user gave
 * @param sha256 lower-case hexadecimal SHA-256 of the file's bytes
 * @param tokens how it was cut: {@code char}, {@code word} or {@code word-punct}
 * @param minFreq times that a token stands in the text at least; rarer ones are {@code <unk>}
 * @param vocabulary token to id and back
 * @param ids the whole text, one id a token; not copied, never written to
 * @param characters that each token of the text stands for; empty where the vocabulary has all
 */
// Never compared or used as a key: the array is what the kernels read.
@SuppressWarnings("ArrayRecordComponent")
public record Corpus(
    String name,
    String sha256,
    String tokens,
    int minFreq,
    Vocabulary vocabulary,
    int[] ids,
    int[] characters)
    implements TrainingData {
  private static final long BYTES_OF_INT = 4;

  /** Spark keeps what it sent beside what it read from it: a byte or two an int. */
  private static final long BYTES_SENT = 2;

  private static final long BYTES_OF_TOKEN = 64;

  /** A text whose tokens are all in the vocabulary. */
  public Corpus(String name, String sha256, String tokens, Vocabulary vocabulary, int[] ids) {
    this(name, sha256, tokens, 1, vocabulary, ids, new int[0]);
  }

  @Override
  public int length() {
    return ids.length;
  }

  @Override
  public long heapBytes() {
    return (BYTES_OF_INT + BYTES_SENT) * ((long) ids.length + characters.length)
        + BYTES_OF_TOKEN * vocabulary.size();
  }

  /** How the token at {@code place} is counted in characters: a word has the blank before it. */
  public int characters(int place) {
    return characters.length > 0 ? characters[place] : characters(vocabulary.token(ids[place]));
  }

  private int characters(String token) {
    return Tokens.of(tokens).orElseThrow().characters(token);
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
    for (int id : ids) {
      counts[id]++;
    }
    List<String> kept = new ArrayList<>();
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] >= least) {
        kept.add(vocabulary.token(id));
      }
    }
    Vocabulary smaller = Vocabulary.of(kept);
    int[] newIds = vocabulary.tokens().stream().mapToInt(smaller::id).toArray();
    int[] lengths = new int[ids.length];
    int[] mapped = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      lengths[i] = characters(i);
      mapped[i] = newIds[ids[i]];
    }
    return new Corpus(name, sha256, tokens, least, smaller, mapped, lengths);
  }
}
