package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Tests that the command line takes every documented command, and that none is undocumented. */
class CommandsTest {
  private static final Path PAGE = Path.of("docs", "commands.md");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][\\w-]*");
  private static final Map<String, List<String>> OPTIONS = allOptions();
  private static final Pattern VARIABLE = Pattern.compile("LSTM_SWEEP_\\w+");

  @Test
  void theCommandLineTakesEveryCommand() {
    List<String> refused = new ArrayList<>();
    int commands = 0;
    for (Markdown document : Markdown.all()) {
      for (String code : document.code()) {
        for (List<String> words : ShellWords.commands(code)) {
          List<String> arguments = fromTheVerb(words);
          if (arguments.isEmpty() || arguments.contains("…") || arguments.contains("--help")) {
            continue;
          }
          commands++;
          problem(arguments).ifPresent(p -> refused.add(document + ": " + words + ": " + p));
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(commands).isGreaterThan(50);
  }

  @Test
  void everyOptionBehindAVerbIsOneOfItsOptions() {
    List<String> unknown = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      for (String code : document.inlineCode()) {
        List<String> options = options(verb(code));
        OPTION
            .matcher(verb(code).isEmpty() ? "" : code)
            .results()
            .map(MatchResult::group)
            .filter(option -> !options.contains(option) && !option.equals("--help"))
            .forEach(option -> unknown.add(document + ": " + code));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void thePageHasASectionForEachVerbWithAllOfItsOptions() {
    String page = Markdown.read(PAGE).text();
    Map<String, List<String>> missing = new TreeMap<>();
    Map<String, List<String>> unknown = new TreeMap<>();
    for (String verb : verbs()) {
      String section = page.replaceFirst("(?s).*\\n## " + verb + "\\n", "");
      assertThat(section).as("the section of " + verb).isNotEqualTo(page);
      List<String> described =
          OPTION
              .matcher(section.replaceFirst("(?s)\\n## .*", ""))
              .results()
              .map(MatchResult::group)
              .distinct()
              .toList();
      missing.put(verb, without(options(verb), described));
      unknown.put(verb, without(described, options(verb)));
    }
    assertThat(missing.values()).as("not described: %s", missing).allMatch(List::isEmpty);
    assertThat(unknown.values()).as("described elsewhere: %s", unknown).allMatch(List::isEmpty);
  }

  @Test
  void thePageAndTheReadmeListEachVerb() {
    for (Path file : List.of(PAGE, Path.of("README.md"))) {
      List<String> rows = Markdown.read(file).text().lines().toList();
      assertThat(verbs())
          .as(file.toString())
          .allMatch(verb -> rows.stream().anyMatch(r -> r.matches("\\| \\[?`" + verb + "\\b.*")));
    }
  }

  @Test
  void thePageHasEveryExitCode() {
    List<String> rows =
        Markdown.read(PAGE).text().lines().filter(line -> line.matches("\\| \\d+ \\|.*")).toList();
    List<String> expected =
        Arrays.stream(ExitCode.values())
            .map(code -> "| " + code.code() + " | " + code.meaning() + " |")
            .toList();
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void thePageHasEveryVariableOfTheScript() throws IOException {
    List<String> comment =
        Files.readAllLines(Path.of("submit", "local.sh")).stream()
            .filter(line -> line.startsWith("#"))
            .toList();
    TreeSet<String> read =
        VARIABLE
            .matcher(String.join("\n", comment))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(read).isNotEmpty();
    assertThat(Markdown.read(PAGE).inlineCode()).containsAll(read);
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(
            ShellWords.commands(
                "$ X=1 ./bin/lstm-sweep run 'a b' --set \"c=[$(d 1)]\" \\\n  -e; f"))
        .containsExactly(List.of("./bin/lstm-sweep", "run", "a b", "--set", "c=[$(d 1)]", "-e"));
    assertThat(ShellWords.of("a  b # c")).containsExactly("a", "b");
  }

  /** Returns the arguments of the sweep, without those of the script. Empty if there are none. */
  private static List<String> fromTheVerb(List<String> words) {
    if (words.get(0).matches(".*/(local\\.sh|lstm-sweep)")) {
      return words.get(1).equals("VERB") ? List.of() : words.subList(1, words.size());
    }
    for (int i = 1; i < words.size(); i++) {
      if (verbs().contains(words.get(i))) {
        return words.subList(i, words.size());
      }
    }
    return List.of();
  }

  private static Optional<String> problem(List<String> arguments) {
    try {
      new CommandLine(Main.class)
          .setAbbreviatedOptionsAllowed(false)
          .parseArgs(arguments.toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static List<String> verbs() {
    return List.copyOf(OPTIONS.keySet());
  }

  /** Returns the verb that a piece of code begins with, or nothing. */
  private static String verb(String code) {
    String word = code.replaceFirst("(?s) .*", "");
    return verbs().contains(word) ? word : "";
  }

  private static List<String> options(String verb) {
    return OPTIONS.getOrDefault(verb, List.of());
  }

  /** Returns the options of each verb, without those that every verb has. */
  private static Map<String, List<String>> allOptions() {
    Map<String, List<String>> options = new LinkedHashMap<>();
    new CommandLine(Main.class)
        .getSubcommands()
        .forEach(
            (verb, line) ->
                options.put(
                    verb,
                    line.getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !name.equals("--help") && !name.equals("--version"))
                        .toList()));
    options.remove("help");
    return options;
  }

  private static List<String> without(List<String> all, List<String> some) {
    return all.stream().filter(word -> !some.contains(word)).toList();
  }
}
