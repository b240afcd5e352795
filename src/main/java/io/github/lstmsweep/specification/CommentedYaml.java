package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.specification.yaml.YamlText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a specification that a person will edit. Each key has its description as a comment. A
 * hyperparameter that has its default is a comment too, from which only the {@code #} must be
 * removed.
 */
public final class CommentedYaml {
  private static final int WIDTH = 100;

  /** These keys are written even if they have their defaults. */
  private static final Set<String> ALWAYS =
      Set.of("name", "corpus", "column", "tokens", "scale", "windows");

  /** These keys are comments if they have their defaults. The remaining keys are left out then. */
  private static final Set<String> HINTS = Set.of("min_freq", "text");

  /** Text that YAML takes for text without quotes, except {@code null}. */
  private static final Pattern PLAIN = Pattern.compile("(?!null$)[A-Za-z./][A-Za-z0-9._/-]*");

  private final StringBuilder yaml = new StringBuilder();
  private final SweepSpec spec;
  private final Map<String, String> fields;
  private final Map<String, String> defaults;

  private CommentedYaml(SweepSpec spec, String corpus) {
    this.spec = spec;
    this.fields = SpecFields.of(spec);
    this.fields.put("corpus", YamlText.quoted(corpus));
    this.defaults =
        SpecFields.of(SweepSpec.ofDefaults(spec.name(), spec.task(), spec.corpus(), spec.column()));
    this.defaults.put("task", Task.LANGUAGE_MODEL.key());
  }

  /**
   * Returns the text. {@link SpecReader} reads an equal specification from it, if the table does
   * not decide its form.
   *
   * @param corpus as the reader of the file finds it
   */
  public static String of(SweepSpec spec, String corpus) {
    return new CommentedYaml(spec, corpus).text();
  }

  /** Returns a paragraph as lines of a comment. */
  public static String comment(String indent, String text) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : YamlText.printable(text).strip().split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > WIDTH && line.length() > indent.length() + 1) {
        lines.append(line).append('\n');
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    return lines.append(line).append('\n').toString();
  }

  private String text() {
    for (String key : SpecReader.KEYS) {
      List<String> own = own(key);
      boolean isDefault =
          own.stream().allMatch(field -> fields.get(field).equals(defaults.get(field)));
      if (key.equals("parameters")) {
        parameters();
      } else if (!own.isEmpty() && (!isDefault || ALWAYS.contains(key))) {
        key(key, "");
      } else if (!own.isEmpty() && HINTS.contains(key)) {
        key(key, "#");
      }
    }
    return yaml.toString();
  }

  private void key(String key, String mark) {
    yaml.append(yaml.isEmpty() ? "" : "\n").append(comment("", KeyDescriptions.of(key)));
    yaml.append(mark).append(key).append(": ").append(value(key)).append('\n');
  }

  /** Returns the fields of a key: itself, or the keys inside it. */
  private List<String> own(String key) {
    return fields.keySet().stream()
        .filter(field -> field.equals(key) || field.startsWith(key + "."))
        .toList();
  }

  private String value(String key) {
    if (fields.containsKey(key)) {
      String text = fields.get(key);
      String bare = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
      return PLAIN.matcher(bare).matches() ? bare : text;
    }
    List<String> inner = new ArrayList<>();
    for (String field : own(key)) {
      inner.add(field.substring(key.length() + 1) + ": " + fields.get(field));
    }
    return "{" + String.join(", ", inner) + "}";
  }

  private void parameters() {
    yaml.append('\n').append(comment("", KeyDescriptions.of("parameters"))).append("parameters:\n");
    Map<Hyperparameter, List<Object>> rest = new LinkedHashMap<>();
    Map<Hyperparameter, List<Object>> own = new LinkedHashMap<>();
    spec.space()
        .parameters()
        .forEach((h, values) -> (isDefault(h, values) ? rest : own).put(h, values));
    if (own.isEmpty()) {
      // A mapping needs a key.
      Hyperparameter first = rest.keySet().iterator().next();
      own.put(first, rest.remove(first));
    }
    own.forEach((h, values) -> parameter(h, values, ""));
    yaml.append("\n  # The other hyperparameters have their defaults:\n");
    rest.forEach((h, values) -> parameter(h, values, "#"));
  }

  private boolean isDefault(Hyperparameter h, List<Object> values) {
    return values.equals(List.of(h.defaultValue(spec.task())));
  }

  private void parameter(Hyperparameter h, List<Object> values, String mark) {
    String words = h.choices().isEmpty() ? "" : " It is " + h.bound() + ".";
    yaml.append(comment("  ", KeyDescriptions.of(h) + words));
    yaml.append("  ").append(mark).append(h.key()).append(": ");
    yaml.append(values.size() == 1 ? ValueText.write(values.get(0)) : ValueText.write(values));
    yaml.append('\n');
  }
}
