package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.trial.SampleForm;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Tests that the table's sweep.yaml stores every text that a key of the specification can hold. */
class StoredTextTest {
  private static final long SEED = 16;
  private static final int SPECIFICATIONS = 3_000;
  private static final int LONGEST = 40;
  private static final String NAME_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Characters that YAML, a terminal or an encoding does not take for letters. */
  private static final int[] SPECIAL =
      ("\0\u0007\b\t\n\u000b\f\r\u001b\u007f\u0085\u009b\u00a0\u200e\u200f\u061c\u2028\u2029\u202a"
              + "\u202e\u2066\u2069\ufeff\ufffd\ufffe\uffff\ud83d\ude00\udbff\udfff"
              + "\"'\\ #:-?[]{}%@`|>&*!,~=/.")
          .codePoints()
          .toArray();

  private static final SweepSpec SERIES =
      SpecReader.readStored("name: a\ntask: time-series\ncorpus: a.csv\ncolumn: b\n");
  private static final SweepSpec TEXT = SpecReader.readStored("name: a\ncorpus: b\n");

  @TempDir Path folder;

  @Test
  void everyRandomTextIsReadBackAsItWasWritten() {
    Random random = new Random(SEED);
    for (int i = 0; i < SPECIFICATIONS; i++) {
      String corpus = "/" + text(random);
      SweepSpec series = with(SERIES, name(random), corpus, text(random));
      String prefix = text(random);
      SweepSpec text =
          with(TEXT, name(random), corpus, "", new SampleForm(prefix, 20, random.nextDouble()));
      assertReadBack(series, "seed " + SEED + ", specification " + i);
      assertReadBack(text, "seed " + SEED + ", specification " + i);
    }
  }

  @Test
  void everyCharacterIsReadBackAtEveryPlaceOfAText() {
    List<String> all =
        IntStream.concat(IntStream.range(0, 0x10000), IntStream.of(0x10000, 0x1f600, 0x10ffff))
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .mapToObj(Character::toString)
            .toList();
    // Two thousand characters at a time, with and without a letter between them.
    for (int from = 0; from < all.size(); from += 2_000) {
      List<String> some = all.subList(from, Math.min(all.size(), from + 2_000));
      for (String between : List.of("", "x", " ")) {
        String column = String.join(between, some);
        assertReadBack(with(SERIES, "a", "b", column), "from U+" + Integer.toHexString(from));
      }
    }
    for (int c : SPECIAL) {
      String only = Character.toString(c);
      assertReadBack(with(SERIES, "a", "b", only), "U+" + Integer.toHexString(c));
      assertReadBack(with(SERIES, "a", "/" + only, only + only), "U+" + Integer.toHexString(c));
    }
  }

  @Test
  void whatIsNotPrintableIsWrittenAsAnEscape() {
    SweepSpec spec =
        with(
            SERIES,
            "a",
            "tab\t.csv",
            "Price\n(EUR) \"x\" \\ \u001b\u0085\u2028\ufeff\u202e é \ud83d\ude00");
    assertThat(SpecWriter.toYaml(spec))
        .contains("\ncorpus: \"tab\\t.csv\"\n")
        .contains(
            "\ncolumn: \"Price\\n(EUR) \\\"x\\\" \\\\ \\u001b\\u0085\\u2028\\ufeff\\u202e é"
                + " \ud83d\ude00\"\n");
  }

  /**
   * A different YAML reader must read the texts too, so every version of YAML must know these
   * escapes.
   */
  @Test
  void aReaderOfYamlThatIsNotOursReadsTheTexts() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      SweepSpec spec = with(SERIES, name(random), "/" + text(random), "c" + text(random));
      assertThat(new Yaml().<java.util.Map<String, Object>>load(SpecWriter.toYaml(spec)))
          .as("seed %d, specification %d", SEED, i)
          .containsEntry("corpus", spec.corpus())
          .containsEntry("column", spec.column());
    }
  }

  @Test
  void theKeysThatHoldTextAreTheseAndNoOthers() {
    Set<String> chosen =
        Arrays.stream(Choice.values()).map(Choice::key).collect(Collectors.toSet());
    assertThat(
            Arrays.stream(SweepSpec.class.getRecordComponents())
                .filter(component -> component.getType().equals(String.class))
                .map(RecordComponent::getName)
                .filter(key -> !chosen.contains(key) || key.equals("name")))
        .containsExactly("name", "corpus", "column");
    assertThat(
            SpecFields.of(SERIES).entrySet().stream()
                .filter(field -> field.getValue().startsWith("\""))
                .map(field -> field.getKey()))
        .containsExactly("name", "corpus", "column");
    assertThat(
            SpecFields.of(TEXT).entrySet().stream()
                .filter(field -> field.getValue().startsWith("\""))
                .map(field -> field.getKey()))
        .containsExactly("name", "corpus", "sample.prefix");
  }

  @Test
  void halfOfASurrogatePairIsNoText() throws IOException {
    String yaml =
        "name: a\ntask: time-series\ncorpus: \"a\\udc00.csv\"\ncolumn: \"Pri\\ud800ce\"\n";
    Path file = Files.writeString(folder.resolve("spec.yaml"), yaml, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SpecReader.read(file, List.of()))
        .hasMessage(
            "Cannot set corpus to a?.csv: must be Unicode text, but has half of a surrogate pair"
                + " (line 3)"
                + System.lineSeparator()
                + "Cannot set column to Pri?ce: must be Unicode text, but has half of a surrogate"
                + " pair (line 4)");
    assertThatThrownBy(() -> with(SERIES, "a", "b", "\ude00\ud83d"))
        .hasMessage(
            "Cannot set column to ??: must be Unicode text, but has half of a surrogate pair");
    // Both halves of the pair, as JSON spells a character.
    String whole = yaml.replace("\\udc00", "\\ud83d\\ude00").replace("\\ud800", "");
    assertThat(SpecReader.readStored(whole).corpus()).isEqualTo("a\ud83d\ude00.csv");
  }

  private static void assertReadBack(SweepSpec spec, String what) {
    String yaml = SpecWriter.toYaml(spec);
    assertThat(yaml.codePoints().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .as(what + ": sweep.yaml is text")
        .isTrue();
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    assertThat(SpecReader.readStored(new String(bytes, StandardCharsets.UTF_8)))
        .as(what)
        .isEqualTo(spec);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(LONGEST);
    while (text.length() < length) {
      int c =
          switch (random.nextInt(3)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> ' ' + random.nextInt(0x60);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
          };
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? 'x' : c);
    }
    return text.toString();
  }

  private static String name(Random random) {
    return random
        .ints(1 + random.nextInt(20), 0, NAME_CHARS.length())
        .mapToObj(i -> NAME_CHARS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static SweepSpec with(SweepSpec spec, String name, String corpus, String column) {
    return with(spec, name, corpus, column, spec.sample());
  }

  private static SweepSpec with(
      SweepSpec spec, String name, String corpus, String column, SampleForm sample) {
    return new SweepSpec(
        name,
        spec.task(),
        corpus,
        spec.tokens(),
        spec.minFreq(),
        spec.text(),
        sample,
        column,
        CorpusAxis.one(corpus, column),
        spec.scale(),
        spec.windows(),
        spec.search(),
        spec.metric(),
        spec.space(),
        spec.timeout(),
        spec.checkpoint());
  }
}
