package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Tokens;
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
    Tokenizer tokenizer = Tokenizer.d2l(tokens);
    Spelling spelling = new Spelling(tokenizer, Vocabulary.of(tokenizer.cut(text)));
    Spelling.Writing writing = spelling.writing();
    StringBuilder written = new StringBuilder();
    tokenizer.cut(text).forEach(token -> written.append(writing.add(token)));
    assertThat(written)
        .hasToString(tokenizer.join(tokenizer.cut(text)))
        .hasToString(text.replace(" !", "!"));
  }

  @Test
  void whatTheVocabularyLacksIsNamedOnceEach() {
    Spelling letters = new Spelling(Tokenizer.d2l(Tokens.CHAR), Vocabulary.of(List.of("a", "b")));
    assertThat(letters.unknown("abba")).isEmpty();
    assertThat(letters.unknown("a zebra!!")).containsExactly(" ", "z", "e", "r");
    Spelling words = new Spelling(Tokenizer.d2l(Tokens.WORD), Vocabulary.of(List.of("sea", "the")));
    assertThat(words.unknown("the sky the sky")).containsExactly("sky");
  }

  @Test
  void preprocessingIsTold() {
    assertThat(Tokenizer.d2l(Tokens.CHAR).preprocessing())
        .isEqualTo(
            "Every run of characters outside A-Z and a-z becomes one blank, and the rest lower"
                + " case; then it is cut into characters");
    assertThat(Tokenizer.d2l(Tokens.WORD_PUNCT).preprocessing())
        .isEqualTo(
            "Every run of characters outside A-Z and a-z, . , ; : ! ? kept, becomes one blank, and"
                + " the rest lower case; then it is cut at blanks and around each mark");
  }
}
