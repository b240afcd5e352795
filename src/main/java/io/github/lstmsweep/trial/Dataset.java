package io.github.lstmsweep.trial;

import java.util.Optional;

/**
 * The facts about a trial's data that decide its result.
 *
 * @param corpus the name or path that the user typed; a URI without user info and query. It is a
 *     label and no part of a trial's id
 * @param corpusSha256 lower-case hexadecimal SHA-256 of the text file's bytes, or of the series'
 *     values as little-endian float32
 * @param tokens how the text is cut: {@code char}, {@code word} or {@code word-punct}; empty if
 *     there is no text
 * @param minFreq minimum number of occurrences of a token; rarer tokens become {@code <unk>}
 * @param vocabSize number of distinct tokens, {@code <unk>} included; 0 if there is no text
 * @param trainWindows windows to train on: starts 0 to {@code trainWindows - 1}
 * @param validationWindows the windows that follow them
 * @param series how a time series was made; empty if the corpus is a text
 * @param text which characters of the text are kept; d2l.ai's if there is no text
 * @param sample the text that the trained model writes; d2l.ai's if there is no text
 */
public record Dataset(
    String corpus,
    String corpusSha256,
    String tokens,
    int minFreq,
    int vocabSize,
    int trainWindows,
    int validationWindows,
    Optional<SeriesForm> series,
    TextForm text,
    SampleForm sample) {

  /**
   * The largest vocabulary. With more tokens the loss of a tile would overflow a double (see {@code
   * nn}).
   */
  public static final int LARGEST_VOCAB = 65_000;

  /** Makes a text in d2l.ai's form, with every token in the vocabulary. */
  public Dataset(
      String corpus,
      String corpusSha256,
      String tokens,
      int vocabSize,
      int trainWindows,
      int validationWindows) {
    this(corpus, corpusSha256, tokens, 1, vocabSize, trainWindows, validationWindows);
  }

  /** Makes a text in d2l.ai's form. */
  public Dataset(
      String corpus,
      String corpusSha256,
      String tokens,
      int minFreq,
      int vocabSize,
      int trainWindows,
      int validationWindows) {
    this(
        corpus,
        corpusSha256,
        tokens,
        minFreq,
        vocabSize,
        trainWindows,
        validationWindows,
        Optional.empty(),
        TextForm.D2L,
        SampleForm.D2L);
  }

  /** Makes a time series. */
  public static Dataset ofSeries(
      String corpus, String sha256, SeriesForm form, int trainWindows, int validationWindows) {
    return new Dataset(
        corpus,
        sha256,
        "",
        1,
        0,
        trainWindows,
        validationWindows,
        Optional.of(form),
        TextForm.D2L,
        SampleForm.D2L);
  }

  /** Refuses an invalid hash and counts that are not positive; removes secrets from the label. */
  public Dataset {
    if (!corpusSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Cannot set corpusSha256 to " + corpusSha256 + ": must be 64 hexadecimal digits");
    }
    corpus = PublicUri.of(corpus);
    positive("minFreq", minFreq);
    if (series.isEmpty()) {
      positive("vocabSize", vocabSize);
    }
    positive("trainWindows", trainWindows);
    positive("validationWindows", validationWindows);
  }

  /** Returns this data under a different label. */
  public Dataset called(String label) {
    return with(label, text, sample);
  }

  /** Returns this text in a different form, with a different sample. */
  public Dataset in(TextForm form, SampleForm written) {
    return with(corpus, form, written);
  }

  private Dataset with(String label, TextForm form, SampleForm written) {
    return new Dataset(
        label,
        corpusSha256,
        tokens,
        minFreq,
        vocabSize,
        trainWindows,
        validationWindows,
        series,
        form,
        written);
  }

  /** Returns how many numbers a network reads for each moment of a series; 1 for a text. */
  public int width() {
    return series.map(SeriesForm::width).orElse(1);
  }

  /** Returns the task that is learned from this data. */
  public Task task() {
    return series.isPresent() ? Task.TIME_SERIES : Task.LANGUAGE_MODEL;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Cannot set " + name + " to " + value + ": must be >= 1");
    }
  }
}
