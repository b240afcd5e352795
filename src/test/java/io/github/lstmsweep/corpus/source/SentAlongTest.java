package io.github.lstmsweep.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a corpus from the machine that a sweep was submitted from. */
class SentAlongTest {
  private static final String NAMED = "/home/somebody/texts/mine.txt";

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(SentAlong.FOLDER);
  }

  @Test
  void itIsFoundUnderItsLastNameWhereFilesWereSentAlong() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "hello");
    assertThatThrownBy(() -> load(NAMED))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read corpus " + NAMED + ": no such file");
    System.setProperty(SentAlong.FOLDER, folder.toString());
    Corpus corpus = load(NAMED);
    assertThat(corpus.name()).as("as the specification names it").isEqualTo(NAMED);
    assertThat(corpus.length()).isEqualTo(5);
  }

  @Test
  void oneThatLiesWhereItIsNamedIsTakenFromThere() throws IOException {
    Path named = Files.writeString(folder.resolve("mine.txt"), "abc");
    Path sent = Files.createDirectory(folder.resolve("sent"));
    Files.writeString(sent.resolve("mine.txt"), "another");
    System.setProperty(SentAlong.FOLDER, sent.toString());
    assertThat(load(named.toString()).length()).isEqualTo(3);
  }

  private static Corpus load(String corpus) {
    return new CorpusLoader(
            Optional.empty(),
            Map.of(),
            (uri, most) -> {
              throw new AssertionError(uri);
            })
        .load(corpus, "char");
  }
}
