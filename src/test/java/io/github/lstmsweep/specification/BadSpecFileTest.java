package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the messages for specifications that cannot be read as YAML. */
class BadSpecFileTest extends SpecProblems {
  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.yaml");
    assertThat(problems(file))
        .containsExactly(
            "Cannot read specification "
                + file
                + ": no such file; conf/quickstart.yaml is an example");
    Path relative = Path.of("nowhere", "none.yaml");
    assertThat(problems(relative))
        .containsExactly(
            "Cannot read specification nowhere/none.yaml: no such file in "
                + Path.of("").toAbsolutePath()
                + "; conf/quickstart.yaml is an example");
  }

  @Test
  void aFileOfTheProjectIsFoundFromAnotherFolder() throws IOException {
    Path example = Files.createDirectories(folder.resolve("conf")).resolve("quickstart.yaml");
    Files.writeString(example, GOOD);
    System.setProperty(Project.PROPERTY, folder.toString());
    try {
      assertThat(problems(Path.of("conf", "quickstart.yaml.gone")).get(0))
          .endsWith("; " + example + " is an example");
      Files.copy(example, folder.resolve("conf/mine.yaml"));
      assertThat(problems(Path.of("conf", "mine.yaml")).get(0))
          .endsWith("; did you mean " + folder.resolve("conf/mine.yaml") + "?");
    } finally {
      System.clearProperty(Project.PROPERTY);
    }
  }

  @Test
  void aFolderIsNoSpecification() {
    assertThat(problems(folder))
        .containsExactly(
            "Cannot read specification " + folder + ": must be a file, but is a folder");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertThat(problemsOf("# nothing\n"))
        .containsExactly(cannotRead("it is empty; conf/quickstart.yaml is an example"));
  }

  @Test
  void aKeyThatContainsItselfIsRefused() throws IOException {
    for (String key : new String[] {"- &a [*a]", "- {b: &a [[*a]]}", "- {? &a [*a] : b}"}) {
      assertThat(problemsOf("name: x\n? " + key + "\n: y\n"))
          .containsExactly(
              cannotRead(
                  "not plain YAML: line 2, column 3: must not have a key that contains itself"));
    }
    assertThat(problemsOf(GOOD + "? [&a [b], *a]\n: y\n").get(0))
        .startsWith("Cannot set [[b], [b]]: must be one of name, ");
  }

  @Test
  void textThatIsNoMappingIsRefused() throws IOException {
    assertThat(problemsOf("just words\n"))
        .containsExactly(
            cannotRead(
                "must be a mapping of keys to values as in conf/quickstart.yaml, but is just words"));
  }

  @Test
  void aForgottenColonIsToldWhereItIsMissing() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus harbour\nmethod: grid\n"))
        .containsExactly(
            cannotRead("not plain YAML: line 2, column 1: must have a ':' after the key"));
  }

  @Test
  void aSecondDocumentIsRefused() throws IOException {
    assertThat(problemsOf("name: mine\n---\nname: yours\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 2, column 1: expected a single document in the stream, but found another document"));
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsPlace() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus: [harbour\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 3, column 1: expected ',' or ']', but got <stream end>"));
  }

  @Test
  void anEscapeThatIsCutOffIsToldWithItsLine() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus: \"n\\u"))
        .containsExactly(
            cannotRead("not plain YAML: line 2: must not end inside an escape such as \\u00e9"));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = Files.write(folder.resolve("spec.yaml"), new byte[] {'a', (byte) 0xff});
    assertThat(problems(file)).containsExactly(cannotRead("must be UTF-8"));
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    assertThat(problemsOf("name: a\nname: b\n"))
        .containsExactly(cannotRead("not plain YAML: line 2, column 1: found duplicate key name"));
  }

  @Test
  void classesAndTagsAreRefused() throws IOException {
    assertThat(problemsOf("name: !!java.io.File [/etc/passwd]\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 1, column 7: must be plain data without tags, but has tag:yaml.org,2002:java.io.File"));
  }

  @Test
  void aBombOfAliasesIsRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problemsOf(bomb.toString()))
        .containsExactly(
            cannotRead(
                "not plain YAML: Number of aliases for non-scalar nodes exceeds the specified max=20"));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertThat(problemsOf("name: " + "[".repeat(10_000) + "]".repeat(10_000)))
        .containsExactly(cannotRead("not plain YAML: Nesting Depth exceeded max 20"));
  }

  @Test
  void aFileOfTenMegabytesIsRefusedBeforeItIsParsed() throws IOException {
    assertThat(problemsOf("name: " + "[".repeat(10_000_000)))
        .containsExactly(cannotRead("must be at most 1048576 bytes"));
  }
}
