package io.github.lstmsweep.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words the error for an argument that picocli refused, like every other mistake of a user. */
final class WrongArguments {
  private WrongArguments() {}

  static String line(ParameterException e) {
    CommandLine verb = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, verb);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing().get(0));
    }
    if (e instanceof OverwrittenOptionException twice) {
      return "Cannot set " + name(twice.getOverwritten()) + " twice: must be given once";
    }
    if (e.getValue() == null) {
      return e.getMessage();
    }
    // Options that are neither paths nor texts are whole numbers. The argument of `help` is a verb.
    return e.getArgSpec() == null
        ? noVerb(e.getValue(), verb)
        : "Cannot set "
            + name(e.getArgSpec())
            + " to "
            + e.getValue()
            + ": must be a whole number"
            + (e.getArgSpec().type() == long.class ? "" : " above 0");
  }

  private static String unmatched(UnmatchedArgumentException e, CommandLine verb) {
    List<String> words = e.getUnmatched();
    if (e.isUnknownOption()) {
      return "Cannot use "
          + words.get(0)
          + ": must be one of "
          + verb.getCommandSpec().options().stream()
              .map(OptionSpec::longestName)
              .collect(Collectors.joining(", "));
    }
    if (!verb.getSubcommands().isEmpty()) {
      return noVerb(words.get(0), verb);
    }
    String last =
        verb.getCommandSpec().positionalParameters().stream()
            .map(PositionalParamSpec::paramLabel)
            .reduce((first, second) -> second)
            .orElse(verb.getCommandName());
    return "Cannot use "
        + String.join(" ", words)
        + ": must be nothing after "
        + last
        + "; quote an argument that has blanks";
  }

  private static String noVerb(String word, CommandLine line) {
    return "Cannot start "
        + word
        + ": must be one of "
        + String.join(", ", Main.verbs(line.getCommandSpec()));
  }

  private static String missing(ArgSpec missing) {
    return "Cannot leave out "
        + (missing.isOption() ? "the " + missing.paramLabel() + " of " : "")
        + name(missing)
        + ": must be "
        + bound(missing);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String bound(ArgSpec argument) {
    String text = String.join(" ", argument.description()).replaceFirst("\\.$", "");
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
