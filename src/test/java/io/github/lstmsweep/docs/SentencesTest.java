package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that sentences are short and that lines end at one width. */
class SentencesTest {
  private static final int MOST_WORDS = 40;
  private static final Pattern LIKE_A_QUESTION = Pattern.compile("(?:What|Who|Where|Of)\\b");
  private static final Pattern COMMENT =
      Pattern.compile(" *(?:/\\*\\*|\\*|//) (?:@param \\S+ |@return )?(?<text>.*)");

  @Test
  void noSentenceIsTooLongToRead() {
    List<String> long_ = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      Stream.concat(Prose.ofParagraphs(document).stream(), Prose.ofTables(document).stream())
          .filter(sentence -> Prose.words(sentence) > MOST_WORDS)
          .forEach(sentence -> long_.add(document + ": " + sentence));
    }
    assertThat(long_).as("sentences above " + MOST_WORDS + " words").isEmpty();
  }

  @Test
  void noSentenceBeginsLikeAQuestion() {
    List<String> wrong = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      Stream.of(Prose.ofParagraphs(document), Prose.ofTables(document), Prose.ofHeadings(document))
          .flatMap(List::stream)
          .filter(sentence -> LIKE_A_QUESTION.matcher(sentence).lookingAt())
          .forEach(sentence -> wrong.add(document + ": " + sentence));
    }
    assertThat(wrong).as("sentences whose subject comes late").isEmpty();
  }

  @Test
  void noCommentBeginsLikeAQuestion() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          Matcher comment = COMMENT.matcher(lines.get(i));
          if (comment.matches() && LIKE_A_QUESTION.matcher(comment.group("text")).lookingAt()) {
            wrong.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    assertThat(wrong).as("comments whose subject comes late").isEmpty();
  }

  @Test
  void linesEndAtOneWidth() {
    List<String> wrong = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      List<String> lines = document.text().lines().toList();
      List<String> wrapped = Wrapping.wrapped(document).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (i >= wrapped.size() || !lines.get(i).equals(wrapped.get(i))) {
          wrong.add(document + ":" + (i + 1) + ": " + lines.get(i));
          break;
        }
      }
    }
    assertThat(wrong)
        .as(
            "lines that end too early or too late; this mends them: java -cp"
                + " target/test-classes:$(cat target/test-class-path.txt) "
                + Wrapping.class.getName())
        .isEmpty();
  }

  @Test
  void aParagraphIsWrappedWithinItsListOrQuotation() {
    String word = "x".repeat(60);
    assertThat(wrapped("- " + word + " " + word)).isEqualTo("- " + word + "\n  " + word + "\n");
    assertThat(wrapped("> " + word + "\n> b\n> c")).isEqualTo("> " + word + " b c\n");
    assertThat(wrapped("12. " + word + " " + word))
        .isEqualTo("12. " + word + "\n    " + word + "\n");
  }

  @Test
  void aLineDoesNotBecomeAListWhenItIsWrapped() {
    String line = "x".repeat(98);
    assertThat(wrapped(line + " - y")).isEqualTo(line + " -\ny\n");
  }

  @Test
  void codeTablesAndLinkTargetsStay() {
    String text = "```\n" + "long ".repeat(30).strip() + "\n```\n\n[x]: " + "y".repeat(120) + "\n";
    assertThat(wrapped(text)).isEqualTo(text);
    String table = "| a |\n|---|\n| " + "cell ".repeat(30) + "|\n";
    assertThat(wrapped(table)).isEqualTo(table);
  }

  @Test
  void codeIsOneWordAndASentenceEndsAtItsStop() {
    Markdown document =
        Markdown.of(
            Path.of("x.md"),
            "Take `run a b c` now. `It` *ends* on\nd2l.ai, page 3. [a.md](a.md) ends.\n\n- One");
    assertThat(Prose.ofParagraphs(document))
        .containsExactly("Take Name now.", "Name ends on d2l.ai, page 3.", "Name ends.", "One");
    assertThat(Prose.words("Take Name now – or 3.")).isEqualTo(5);
  }

  private static String wrapped(String text) {
    return Wrapping.wrapped(Markdown.of(Path.of("x.md"), text));
  }
}
