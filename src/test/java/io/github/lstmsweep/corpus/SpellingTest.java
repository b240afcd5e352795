package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "CHAR, the sea was",
    "WORD, the sea was the sea",
    "WORD_PUNCT, 'the sea, was the sea! ! the'",
  })
  void whatEachTokenAddsMakesTheText(Tokens tokens, String text) {
    Spelling spelling = new Spelling(tokens, Vocabulary.of(tokens.cut(text)));
    int[] ids = spelling.ids(text);
    StringBuilder written = new StringBuilder(spelling.vocabulary().token(ids[0]));
    for (int i = 1; i < ids.length; i++) {
      written.append(spelling.after(ids[i - 1], ids[i]));
    }
    assertThat(written).hasToString(tokens.join(tokens.cut(text)));
  }

  @Test
  void whatTheVocabularyLacksIsNamedOnceEach() {
    Spelling letters = new Spelling(Tokens.CHAR, Vocabulary.of(List.of("a", "b")));
    assertThat(letters.unknown("abba")).isEmpty();
    assertThat(letters.unknown("a zebra!!")).containsExactly(" ", "z", "e", "r", "!");
    Spelling words = new Spelling(Tokens.WORD, Vocabulary.of(List.of("sea", "the")));
    assertThat(words.unknown("the sky the sky")).containsExactly("sky");
  }

  @Test
  void preprocessingIsTold() {
    assertThat(Tokens.CHAR.preprocessing())
        .isEqualTo(
            "Every run of characters outside A-Z and a-z becomes one blank, and the rest lower"
                + " case; then it is cut into characters");
    assertThat(Tokens.WORD_PUNCT.preprocessing())
        .isEqualTo(
            "Every run of characters outside A-Z and a-z, . , ; : ! ? kept, becomes one blank, and"
                + " the rest lower case; then it is cut at blanks and around each mark");
  }
}
