package io.github.lstmsweep.trial;

/**
 * What a trial learns from, as far as it decides the result.
 *
 * @param corpus the name or path the user gave; a label, not part of a trial's id
 * @param corpusSha256 lower-case hexadecimal SHA-256 of the corpus file's bytes
 * @param tokens how the text is cut: {@code char}, {@code word} or {@code word-punct}
 * @param minFreq times that a token stands in the text at least; rarer ones are {@code <unk>}
 * @param vocabSize distinct tokens, {@code <unk>} included
 * @param trainWindows windows to train on: starts 0 to {@code trainWindows - 1}
 * @param validationWindows the windows that follow them
 */
public record Dataset(
    String corpus,
    String corpusSha256,
    String tokens,
    int minFreq,
    int vocabSize,
    int trainWindows,
    int validationWindows) {

  /** More tokens would leave the range of a double in the loss of a tile (see {@code nn}). */
  public static final int LARGEST_VOCAB = 65_000;

  /** A text of which every token is in the vocabulary. */
  public Dataset(
      String corpus,
      String corpusSha256,
      String tokens,
      int vocabSize,
      int trainWindows,
      int validationWindows) {
    this(corpus, corpusSha256, tokens, 1, vocabSize, trainWindows, validationWindows);
  }

  /** Refuses a hash that is none and counts that are not positive. */
  public Dataset {
    if (!corpusSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Cannot set corpusSha256 to " + corpusSha256 + ": must be 64 hexadecimal digits");
    }
    positive("minFreq", minFreq);
    positive("vocabSize", vocabSize);
    positive("trainWindows", trainWindows);
    positive("validationWindows", validationWindows);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Cannot set " + name + " to " + value + ": must be >= 1");
    }
  }
}
