package io.github.lstmsweep.result.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String DIGEST = "0123456789abcdef".repeat(2);

  @Test
  void whatWasWrittenIsReadBack() throws CorruptFileException {
    Manifest manifest =
        new Manifest(
            Optional.of(new RowsDigest(DIGEST)), Optional.empty(), Set.of(Results.trial(1).id()));
    assertThat(Manifest.read(manifest.path(), manifest.bytes())).isEqualTo(manifest);
  }

  @Test
  void aLineThatIsNoPartOfAFilesNameIsRefused() {
    String digest = " for a digest: must be 32 lower-case hexadecimal digits";
    refused("file -\nreplaces ../../victim\n", "Cannot take ../../victim" + digest);
    refused("file " + DIGEST + "0\nreplaces -\n", "Cannot take " + DIGEST + "0" + digest);
    refused("-\n-\n", "Cannot take" + " " + digest);
    refused(
        "file -\nreplaces -\n12\n", "Cannot set a trial id to 12: must be 32 hexadecimal digits");
  }

  private static void refused(String lines, String reason) {
    byte[] bytes = ("lstm-sweep manifest 1\n" + lines).getBytes(StandardCharsets.UTF_8);
    String path = Layout.manifest(RowsDigest.of(bytes));
    assertThatThrownBy(() -> Manifest.read(path, bytes))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(path + " is no manifest: " + reason);
  }
}
