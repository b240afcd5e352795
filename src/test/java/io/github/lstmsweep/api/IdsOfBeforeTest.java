package io.github.lstmsweep.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.sweep.SweepInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that trials keep their ids if their table was made when d2l.ai's form was the only one.
 */
class IdsOfBeforeTest {
  private static final String SPEC =
      """
      name: ids
      corpus: "%s"
      windows: {train: 64, validation: 16}
      parameters: {num_steps: {value: 4}}
      """;

  /** A text of our own, not d2l.ai's. */
  private static final String OWN = "Own text: It has 2 cafés, an old keel; and the sea!\n";

  private static final String D2L =
      "text={letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}";

  @TempDir Path folder;

  @Test
  void ofTheTextThatComesWithTheSoftware() throws IOException {
    assertThat(id("harbour", "tokens=char")).isEqualTo("2fc160c64c924f866b215702357897e4");
    assertThat(id("harbour", "tokens=word")).isEqualTo("ebd1fc73ad25eb87a82d2797f9db93b7");
    assertThat(id("harbour", "tokens=word-punct")).isEqualTo("1285c94dd9f2ae78c992607783b59f57");
    assertThat(id("harbour", "tokens=word", "min_freq=3"))
        .isEqualTo("4a4fe621206c3e34335c5a3a2d94cf1e");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "LSTM_SWEEP_CORPORA", matches = ".+")
  void ofTheTimeMachine() throws IOException {
    assertThat(id("timemachine", "tokens=char")).isEqualTo("f7737c3b87ef9b2ffdc0d1fb75a27393");
    assertThat(id("timemachine", "tokens=word")).isEqualTo("49d1804c52869376ad09a20aa8befba3");
    assertThat(id("timemachine", "tokens=word-punct"))
        .isEqualTo("3dccc7d3c716868221795d2d14e98407");
  }

  @Test
  void ofAPersonsOwnTextInD2lsForm() throws IOException {
    String own = text();
    assertThat(id(own, "tokens=char", D2L)).isEqualTo("0e0f65fd8884f318bfab34fc9015a347");
    assertThat(id(own, "tokens=word", D2L)).isEqualTo("72c09ada451607b7c236ed985643c7aa");
    assertThat(id(own, "tokens=word-punct", D2L)).isEqualTo("776c9ffca5f124426b9051e626d1c122");
  }

  @Test
  void anotherFormOrAnotherSampleIsAnotherTrial() throws IOException {
    String own = text();
    List<String> ids = new ArrayList<>();
    ids.add(id(own, D2L));
    ids.add(id(own, "tokens=char"));
    ids.add(id(own, "text.case=lower"));
    ids.add(id(own, D2L, "sample.length=21"));
    ids.add(id(own, D2L, "sample.temperature=1"));
    ids.add(id(own, D2L, "sample.prefix=the sea"));
    assertThat(ids).doesNotHaveDuplicates();
    // In the text's spelling, this prefix is the one that it has by default.
    assertThat(id(own, D2L, "sample={prefix: \"It has\", length: 20, temperature: 0}"))
        .isEqualTo(ids.get(0));
  }

  private String text() throws IOException {
    Path file = folder.resolve("own.txt");
    return Files.writeString(file, OWN.repeat(40), StandardCharsets.UTF_8).toString();
  }

  private String id(String corpus, String... settings) throws IOException {
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC.formatted(corpus));
    CorpusLoader loader =
        new CorpusLoader(
            Optional.empty(),
            Map.of("LSTM_SWEEP_CORPORA", System.getenv().getOrDefault("LSTM_SWEEP_CORPORA", "")),
            (uri, most) -> InputStream.nullInputStream());
    return SweepInput.read(spec, List.of(settings), loader).trials().get(0).id().hex();
  }
}
