package io.github.lstmsweep.sweep.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusPathTest {
  @ParameterizedTest
  @CsvSource({
    "mine.yaml, texts/a.txt, texts/a.txt",
    "mine.yaml, a.txt, ./a.txt",
    "mine.yaml, ./harbour, ./harbour",
    "mine.yaml, harbour, harbour",
    "sub/mine.yaml, sub/a.txt, ./a.txt",
    "sub/mine.yaml, sub/texts/../b.txt, ./b.txt",
    "sub/mine.yaml, noisy-sine, noisy-sine",
    "sub/mine.yaml, https://host/a.txt?key=1, https://host/a.txt?key=1",
    "sub/mine.yaml, file:///a.txt, file:///a.txt",
    "/elsewhere/mine.yaml, /a.txt, /a.txt",
    "/elsewhere/mine.yaml, /elsewhere/a b.txt, ./a b.txt"
  })
  void aFileBelowTheSpecificationHasARelativePath(Path spec, String corpus, String seen) {
    assertThat(CorpusPath.seenFrom(spec, corpus)).isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({"sub/mine.yaml, a.txt", "sub/mine.yaml, ../a.txt", "/elsewhere/m.yaml, a.txt"})
  void anyOtherFileHasAnAbsolutePath(Path spec, String corpus) {
    assertThat(CorpusPath.seenFrom(spec, corpus))
        .isEqualTo(Path.of(corpus).toAbsolutePath().normalize().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "harbour, harbour",
    "/texts/Moby Dick.txt, moby-dick",
    "a.b.csv, a.b",
    "https://host/book.txt?key=1.2, book",
    "hdfs:///tables/mine/, mine",
    "C:\\texts\\a.txt, a",
    ".hidden, hidden",
    "текст.txt, sweep",
    "/, sweep",
    "--.txt, sweep"
  })
  void aSweepIsCalledAsItsData(String corpus, String name) {
    assertThat(CorpusPath.nameFor(corpus)).isEqualTo(name);
    assertThat(CorpusPath.nameFor("x".repeat(300) + ".txt")).isEqualTo("x".repeat(40));
  }
}
