package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String DIGEST = "0123456789abcdef".repeat(2);

  @Test
  void whatWasWrittenIsReadBack() throws CorruptFileException {
    Manifest manifest =
        new Manifest(Optional.of(DIGEST), Optional.empty(), Set.of(Results.trial(1).id()));
    assertThat(Manifest.read(manifest.path(), manifest.bytes())).isEqualTo(manifest);
  }

  @Test
  void aLineThatIsNoPartOfAFilesNameIsRefused() {
    refused("file -\nreplaces ../../victim\n", " has no digest in its line 'replaces'");
    refused("file " + DIGEST + "0\nreplaces -\n", " has no digest in its line 'file'");
    refused("-\n-\n", " has no digest in its line 'file'");
    refused("file -\nreplaces -\n12\n", " has a line that names no trial");
  }

  private static void refused(String lines, String reason) {
    byte[] bytes = ("lstm-sweep manifest 1\n" + lines).getBytes(StandardCharsets.UTF_8);
    String path = Layout.manifest(Sha256.of(bytes).substring(0, 32));
    assertThatThrownBy(() -> Manifest.read(path, bytes))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(path + reason);
  }
}
