package io.github.lstmsweep.corpus;

import io.github.lstmsweep.trial.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The default beginning of a sample: the first words of the validation text. A text of characters
 * contributes two words of at most 12 characters together. Longer ones are cut to the first word or
 * to 12 characters. A text of words contributes two tokens.
 */
final class Opening {
  private static final int WORDS = 2;
  private static final int MOST_CHARACTERS = 12;

  /** A text without white space begins at the first place of the validation text. */
  private static final int LONGEST_WORD = 40;

  /** A later place would no longer be the beginning. */
  private static final int MOST_TRIED = 1_000;

  private final Corpus corpus;

  private Opening(Corpus corpus) {
    this.corpus = corpus;
  }

  /**
   * The first words from the token at {@code start} on.
   *
   * @return empty if every candidate has a token that the vocabulary lacks
   */
  static Optional<String> of(Corpus corpus, int start) {
    Opening opening = new Opening(corpus);
    int last = (int) Math.min(corpus.length(), (long) start + MOST_TRIED);
    for (int place = start; place < last; place++) {
      List<String> words =
          corpus.tokenizer().tokens() == Tokens.CHAR
              ? opening.characters(opening.wordFrom(place))
              : opening.tokens(place);
      if (!words.isEmpty() && !words.contains(Vocabulary.UNKNOWN)) {
        return Optional.of(corpus.tokenizer().join(words));
      }
    }
    return Optional.empty();
  }

  private List<String> tokens(int from) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < corpus.length() && words.size() < WORDS; i++) {
      String token = token(i);
      if (!token.equals(Tokenizer.LINE_END)) {
        words.add(token);
      } else if (!words.isEmpty()) {
        break;
      }
    }
    return words;
  }

  /** Returns the place of the first whole word, or {@code place} if none is near. */
  private int wordFrom(int place) {
    if (!isBlank(place) && (place == 0 || isBlank(place - 1))) {
      return place;
    }
    int blank = place;
    int end = (int) Math.min(corpus.length(), (long) place + LONGEST_WORD);
    while (blank < end && !isBlank(blank)) {
      blank++;
    }
    int word = blank;
    while (word < corpus.length() && isBlank(word)) {
      word++;
    }
    return blank < end && word < corpus.length() ? word : place;
  }

  private List<String> characters(int from) {
    List<String> words = new ArrayList<>();
    int blanks = 0;
    int firstEnd = 0;
    int i = from;
    for (; i < corpus.length() && words.size() < MOST_CHARACTERS; i++) {
      if (isBlank(i) && i > from && !isBlank(i - 1)) {
        firstEnd = blanks == 0 ? words.size() : firstEnd;
        blanks++;
      }
      if (blanks == WORDS) {
        break;
      }
      words.add(token(i));
    }
    boolean isCut = blanks == 1 && i < corpus.length() && !isBlank(i);
    if (isCut) {
      words.subList(firstEnd, words.size()).clear();
    }
    while (words.size() > 1 && isBlank(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    return words;
  }

  private boolean isBlank(int place) {
    return isBlank(token(place));
  }

  private static boolean isBlank(String token) {
    return Unicode.isWhiteSpace(token.codePointAt(0));
  }

  private String token(int place) {
    return corpus.vocabulary().token(corpus.ids().at(place));
  }
}
