package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.specification.yaml.YamlText;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections {@code text} and {@code sample}. */
final class TextReader {
  static final String TEXT = "text";
  static final String SAMPLE = "sample";

  private static final List<Choice> CHOICES =
      List.of(
          Choice.TEXT_LETTERS,
          Choice.TEXT_CASE,
          Choice.TEXT_PUNCTUATION,
          Choice.TEXT_DIGITS,
          Choice.TEXT_LINES);

  static final String PREFIX_BOUND =
      "text of at most " + SampleForm.LONGEST_PREFIX + " characters, such as it has";
  static final String LENGTH_BOUND = "a whole number of tokens from 1 to " + SampleForm.LONGEST;
  static final String TEMPERATURE_BOUND =
      "a finite number from 0 on, 0 for the likeliest token each time";

  private final Section root;
  private final Problems problems;

  TextReader(Section root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * Returns the form of the text. A key that is missing or has an unknown word takes its value from
   * {@code byDefault}.
   */
  TextForm form(TextForm byDefault) {
    Section section = root.section(TEXT, SpecReader.SECTIONS.get(TEXT));
    Map<String, String> words = new LinkedHashMap<>();
    for (Choice choice : CHOICES) {
      String other = byDefault.words().get(choice.key());
      String word = section.choice(choice, other);
      words.put(choice.key(), choice.problem(word).isEmpty() ? word : other);
    }
    return TextForm.of(words);
  }

  /**
   * Returns the sample. A key that is missing or out of bounds takes its value from {@code
   * byDefault}.
   */
  SampleForm sample(SampleForm byDefault) {
    Section section = root.section(SAMPLE, SpecReader.SECTIONS.get(SAMPLE));
    return new SampleForm(
        prefix(section).orElse(byDefault.prefix()),
        length(section).orElse(byDefault.length()),
        temperature(section).orElse(byDefault.temperature()));
  }

  private Optional<String> prefix(Section section) {
    Optional<String> text = section.text("prefix", PREFIX_BOUND);
    if (text.isEmpty()) {
      return text;
    }
    Optional<String> problem = prefixProblem(text.get());
    problem.ifPresent(problems::add);
    return problem.isPresent() ? Optional.empty() : text;
  }

  static Optional<String> prefixProblem(String prefix) {
    return prefix.codePointCount(0, prefix.length()) > SampleForm.LONGEST_PREFIX
        ? Optional.of(Problems.cannotSet("sample.prefix", prefix, PREFIX_BOUND))
        : YamlText.problem("sample.prefix", prefix);
  }

  private Optional<Integer> length(Section section) {
    Optional<String> text = section.text("length", LENGTH_BOUND);
    Optional<Integer> length =
        text.flatMap(ValueText::readWhole)
            .filter(n -> n >= 1 && n <= SampleForm.LONGEST)
            .map(Math::toIntExact);
    if (text.isPresent() && length.isEmpty()) {
      problems.cannotSetTo("sample.length", text.get(), LENGTH_BOUND);
    }
    return length;
  }

  private Optional<Double> temperature(Section section) {
    Optional<String> text = section.text("temperature", TEMPERATURE_BOUND);
    Optional<Double> temperature =
        text.flatMap(ValueText::readReal).filter(t -> t >= 0 && Double.isFinite(t));
    if (text.isPresent() && temperature.isEmpty()) {
      problems.cannotSetTo("sample.temperature", text.get(), TEMPERATURE_BOUND);
    }
    return temperature;
  }
}
