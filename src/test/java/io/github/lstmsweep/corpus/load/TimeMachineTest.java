package io.github.lstmsweep.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpora;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.source.UriReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the places that The Time Machine comes from, without the network. */
class TimeMachineTest {
  @TempDir Path folder;

  private final Map<String, String> env = new HashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();
  private Path cache;

  @BeforeEach
  void cacheInTheFolder() {
    env.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    cache = folder.resolve("cache/lstm-sweep/timemachine.txt");
  }

  @Test
  void itHasTheSizeAndTheVocabularyOfTheBook() throws IOException {
    Path source = realFile();
    Corpus corpus = loader(Optional.of(source.getParent()), offline()).load("timemachine", "char");
    assertThat(corpus.length()).isEqualTo(173_428);
    assertThat(corpus.vocabulary().size()).isEqualTo(28);
    assertThat(corpus.sha256()).isEqualTo(TimeMachine.SHA256);
  }

  /** The SHA-1 is the one that d2l.ai's own loader checks. */
  @Test
  void theFileOfOurChecksumIsTheOneOfD2lsChecksum() throws Exception {
    byte[] bytes = Files.readAllBytes(realFile());
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes)))
        .isEqualTo("090b5e7e70c295757f55df93cb0a180b9691891a");
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(TimeMachine.SHA256);
  }

  @Test
  void aFolderOfTheEnvironmentIsLookedInToo() throws IOException {
    env.put("LSTM_SWEEP_CORPORA", realFile().getParent().toString());
    assertThat(loader(Optional.of(folder), offline()).load("timemachine", "char").length())
        .isEqualTo(173_428);
    assertThat(cache).doesNotExist();
  }

  @Test
  void itIsDownloadedOnceAndThenTakenFromTheCache() throws IOException {
    byte[] bytes = Files.readAllBytes(realFile());
    UriReader download =
        (uri, most) -> {
          assertThat(uri).isEqualTo(TimeMachine.ADDRESS);
          downloads.incrementAndGet();
          return new ByteArrayInputStream(bytes);
        };
    assertThat(loader(Optional.empty(), download).load("timemachine", "char").length())
        .isEqualTo(173_428);
    assertThat(cache).hasBinaryContent(bytes);
    assertThat(cache.getParent()).isDirectoryNotContaining("glob:**.part");
    loader(Optional.empty(), download).load("timemachine", "char");
    assertThat(downloads).hasValue(1);
  }

  @Test
  void aDamagedCacheIsDownloadedAgain() throws IOException {
    byte[] bytes = Files.readAllBytes(realFile());
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "half of");
    loader(Optional.empty(), (uri, most) -> new ByteArrayInputStream(bytes))
        .load("timemachine", "char");
    assertThat(cache).hasBinaryContent(bytes);
  }

  @Test
  void aCacheThatIsNoBookIsDownloadedAgain() throws IOException {
    byte[] bytes = Files.readAllBytes(realFile());
    Files.createDirectories(cache.getParent());
    Files.write(cache, new byte[2 << 20]);
    UriReader download = (uri, most) -> new ByteArrayInputStream(bytes);
    loader(Optional.empty(), download).load("timemachine", "char");
    assertThat(cache).hasBinaryContent(bytes);
  }

  @Test
  void aDownloadThatIsTooLongIsCutOff() {
    UriReader endless =
        (uri, most) ->
            new InputStream() {
              @Override
              public int read() {
                return 'a';
              }
            };
    assertThatThrownBy(() -> loader(Optional.empty(), endless).load("timemachine", "char"))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "(must be at most 1,048,576 bytes); name the folder with LSTM_SWEEP_CORPORA");
  }

  @Test
  void aFileOfTheWrongChecksumIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("timemachine.txt"), "abc");
    assertThatThrownBy(() -> loader(Optional.of(folder), offline()).load("timemachine", "char"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use corpus timemachine from "
                + file
                + ": must have SHA-256 8424dbd9532ac81f7e5f0b6add90e6952baea29158309d7d1bf3884f4e12c516, but has ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad; get it from https://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt");
  }

  @Test
  void aDownloadOfTheWrongChecksumIsRefusedAndNotKept() {
    assertThatThrownBy(
            () ->
                loader(
                        Optional.empty(),
                        (uri, most) -> new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}))
                    .load("timemachine", "char"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot use corpus timemachine from https://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt: must have SHA-256");
    assertThat(cache).doesNotExist();
  }

  @Test
  void whereNothingWorksTheThreeWaysAreNamed() {
    assertThatThrownBy(() -> loader(Optional.of(folder), offline()).load("timemachine", "char"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot find corpus timemachine: must be timemachine.txt in a folder that you name, or "
                + cache
                + ", or downloadable from https://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt (no network in this test); name the folder with LSTM_SWEEP_CORPORA");
  }

  private CorpusLoader loader(Optional<Path> corpusDir, UriReader download) {
    return new CorpusLoader(new TimeMachine(corpusDir, env, download), offline());
  }

  private static UriReader offline() {
    return (uri, most) -> {
      throw new IOException("no network in this test");
    };
  }

  private static Path realFile() {
    Optional<Path> file = Corpora.timeMachine();
    assumeTrue(
        file.isPresent(),
        "needs timemachine.txt in LSTM_SWEEP_CORPORA or in ../shared/corpora beside the project");
    return file.orElseThrow();
  }
}
