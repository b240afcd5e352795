package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.Project;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.specification.CommentedYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the lines at the head of a new specification. */
public final class SpecHead {
  private static final Path SCHEMA = Path.of("conf", "lstm-sweep.schema.json");

  private SpecHead() {}

  /**
   * Returns the comment: the schema for editors, the origin, the predicted time and the facts about
   * the data.
   *
   * @param file of the specification
   * @param origin of the data, as a person named it
   * @param time predicted, in words
   */
  public static String of(Path file, String origin, String time, List<String> facts) {
    StringBuilder head = new StringBuilder(schema(file));
    head.append(
        CommentedYaml.comment(
            "",
            "Written by `"
                + Show.command("init")
                + "` for "
                + origin
                + ": "
                + time
                + ". After a change, `plan` predicts the time again."));
    facts.forEach(fact -> head.append(CommentedYaml.comment("", fact)));
    head.append("#\n");
    head.append(
        CommentedYaml.comment(
            "", "A line such as #cell: lstm shows a default. Without its # it sets the key."));
    return head.append('\n').toString();
  }

  /** Returns the line with which editors find the schema; empty if the project is not here. */
  private static String schema(Path file) {
    Path schema = Project.file(SCHEMA).toAbsolutePath().normalize();
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path project = schema.getParent().getParent();
    Path shown = folder.startsWith(project) ? folder.relativize(schema) : schema;
    // Editors take a blank for the end of the name.
    return !Files.exists(schema) || shown.toString().matches(".*\\s.*")
        ? ""
        : "# yaml-language-server: $schema="
            + (shown.isAbsolute() || shown.startsWith("..") ? "" : "./")
            + shown
            + "\n";
  }
}
