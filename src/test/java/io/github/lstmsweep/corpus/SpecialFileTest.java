package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusLoaderTest;
import io.github.lstmsweep.corpus.load.TimeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that devices and pipes are refused, because they have no end or make the reader wait. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpecialFileTest {
  private static final String BOUND =
      ": must be a regular file, but is a device, a pipe or a socket";

  @TempDir Path folder;

  @Test
  void aPipeIsRefusedBeforeAnybodyWritesIntoIt() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "needs mkfifo");
    assertThatThrownBy(() -> loader().load(pipe.toString(), "char"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read corpus " + pipe + BOUND);
    assertThatThrownBy(() -> loader().loadSeries(pipe.toUri().toString(), "x"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read corpus " + pipe.toUri() + BOUND);
  }

  @Test
  void aDeviceIsRefusedWhateverItIsCalled() throws IOException {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "needs /dev/zero");
    Path link = Files.createSymbolicLink(folder.resolve("text.txt"), device);
    for (String corpus : new String[] {"/dev/zero", "file:///dev/zero", link.toString()}) {
      assertThatThrownBy(() -> loader().load(corpus, "char"))
          .isInstanceOf(UserException.class)
          .hasMessage("Cannot read corpus " + corpus + BOUND);
    }
  }

  @Test
  void aTimeMachineThatIsADeviceIsRefused() throws IOException {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "needs /dev/zero");
    Path link = Files.createSymbolicLink(folder.resolve(TimeMachine.FILE), device);
    CorpusLoader named =
        new CorpusLoader(Optional.of(folder), Map.of(), CorpusLoaderTest.NOTHING_REMOTE);
    assertThatThrownBy(() -> named.load("timemachine", "char"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read corpus timemachine from " + link + BOUND);
  }

  @Test
  void aLinkToARegularFileIsReadAsEver() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "a text");
    Path link = Files.createSymbolicLink(folder.resolve("b.txt"), text);
    assertThat(loader().load(link.toString(), "char").length()).isEqualTo(6);
  }

  private static CorpusLoader loader() {
    return new CorpusLoader(Optional.empty(), Map.of(), CorpusLoaderTest.NOTHING_REMOTE);
  }
}
