package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Only the command line's own package knows its options and verbs, and that a command was typed.
 */
class OptionNamesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/lstmsweep");

  /** Comments and characters too, so that a quote inside them begins no literal. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*+"
              + "|/\\*(?s:.*?)\\*/"
              + "|'(?:[^'\\\\\n]|\\\\.)++'"
              + "|(?<literal>\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*+\")");

  private static final Pattern NAMES = names(new CommandLine(new Main()).getCommandSpec());

  @Test
  void noMessageOfTheLibraryNamesAnOptionOrAVerb() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      Matcher token = TOKEN.matcher(Files.readString(file));
      while (token.find()) {
        String literal = token.group("literal");
        if (literal != null && NAMES.matcher(literal).find()) {
          found.add(SOURCES.relativize(file) + ": " + literal);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "add --extend to train 2 trials"    | true
          "name another --out"                | true
          "Cannot set --corpus-dir to "       | true
          "`audit --set-aside` makes it anew" | true
          "; `run` first"                     | true
          "run the same command again"        | true
          "set by --confine"                  | false
          "--outer"                           | false
          "start it with --master and --jars" | false
          "the next run sets it aside"        | false
          """)
  void findsTheNamesThatPicocliKnows(String literal, boolean isNamed) {
    assertThat(NAMES.matcher(literal).find()).isEqualTo(isNamed);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(SOURCES.resolve("cli")))
              .sorted()
              .toList();
      assertThat(sources).hasSizeGreaterThan(200);
      return sources;
    }
  }

  private static Pattern names(CommandSpec line) {
    Set<String> options = new TreeSet<>();
    Set<String> verbs = new TreeSet<>();
    collect(line, options, verbs);
    assertThat(options).contains("--out", "--retry", "--help");
    assertThat(verbs).contains("run", "audit");
    return Pattern.compile(
        "(?<![\\w-])(?:%s)(?![\\w-])|`(?:lstm-sweep )?(?:%s)\\b|\\bsame command\\b"
            .formatted(anyOf(options), anyOf(verbs)));
  }

  private static void collect(CommandSpec command, Set<String> options, Set<String> verbs) {
    command.options().forEach(option -> options.addAll(List.of(option.names())));
    options.removeIf(name -> !name.startsWith("--"));
    command
        .subcommands()
        .forEach(
            (name, verb) -> {
              verbs.add(name);
              collect(verb.getCommandSpec(), options, verbs);
            });
  }

  private static String anyOf(Set<String> names) {
    return names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }
}
