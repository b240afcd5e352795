package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Checks that the classes are those of JDK 17, on a newer JDK for the characters known to JDK 17.
 */
class UnicodeTest {
  /** Number of assigned characters, counted with JDK 17. */
  private static final int ASSIGNED = 283_440;

  @Test
  @EnabledForJreRange(min = JRE.JAVA_17, max = JRE.JAVA_17)
  void theTableIsWhatItsProgramMakes() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(Unicode.class.getResourceAsStream("unicode-13.txt"))) {
      assertThat(new String(table.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(UnicodeTable.text());
    }
    assertThat(
            java.util.stream.IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .count())
        .isEqualTo(ASSIGNED);
  }

  @Test
  void everyCharacterHasTheClassesOfJdk17() {
    compare(c -> UnicodeTable.isOf(c, UnicodeTable.LETTERS), Unicode::isLetter);
    compare(c -> UnicodeTable.isOf(c, UnicodeTable.DIGITS), Unicode::isDigit);
    compare(c -> UnicodeTable.isOf(c, UnicodeTable.OPEN), Unicode::isOpen);
    compare(c -> UnicodeTable.isOf(c, UnicodeTable.PUNCTUATION), Unicode::isPunctuation);
    compare(
        c ->
            UnicodeTable.isOf(c, UnicodeTable.MARKS)
                || c == 0x200c
                || c == 0x200d
                || (c >= 0xe0020 && c <= 0xe007f),
        Unicode::isMark);
    compare(
        c ->
            (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85)
                && !(c >= 0x1c && c <= 0x1f),
        Unicode::isWhiteSpace);
    List<String> others = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (isOfUnicode13(c) && Unicode.toLowerCase(c) != Character.toLowerCase(c)) {
        others.add(Integer.toHexString(c));
      }
    }
    assertThat(others).isEmpty();
  }

  private static void compare(IntPredicate expected, IntPredicate found) {
    List<String> others = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (expected.test(c) != found.test(c) && isOfUnicode13(c)) {
        others.add(Integer.toHexString(c));
      }
    }
    assertThat(others).isEmpty();
  }

  /**
   * Returns whether to compare it. A newer JDK classifies later characters, which our table lacks.
   */
  private static boolean isOfUnicode13(int c) {
    return Runtime.version().feature() == UnicodeTable.JDK
        || Unicode.isLetter(c)
        || Unicode.isMark(c)
        || Unicode.isDigit(c)
        || Unicode.isOpen(c)
        || Unicode.isPunctuation(c);
  }

  @Test
  void lowerCaseIsOneCharacterForOneInNoLanguage() {
    assertThat("ÄΣİЖǅẞⅣ".codePoints().map(Unicode::toLowerCase).toArray())
        .containsExactly("äσiжǆßⅳ".codePoints().toArray());
    assertThat("ßıΐ漢5".codePoints().map(Unicode::toLowerCase).toArray())
        .containsExactly("ßıΐ漢5".codePoints().toArray());
  }
}
