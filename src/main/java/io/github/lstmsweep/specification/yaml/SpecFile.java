package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.Project;
import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the specification file as plain data. It refuses folders, large files and files that are
 * not UTF-8 before it parses.
 */
public final class SpecFile {
  private static final Path EXAMPLE = Path.of("conf", "quickstart.yaml");

  private SpecFile() {}

  /**
   * Reads the mapping in the file.
   *
   * @throws UserException if the file cannot be read or is not a mapping in plain YAML
   */
  public static Content read(Path file) {
    return content(text(file), file);
  }

  /**
   * Reads the mapping in {@code text}, the content of {@code file}.
   *
   * @throws UserException if the text is not a mapping in plain YAML
   */
  public static Content content(String text, Path file) {
    try {
      Object value = PlainYaml.parse(text);
      if (value instanceof Map<?, ?> map) {
        return new Content(Section.textKeys(map), PlainYaml.lines(text));
      }
      throw cannotRead(
          file,
          value == null
              ? "it is empty; " + Project.file(EXAMPLE) + " is an example"
              : "must be a mapping of keys to values as in "
                  + Project.file(EXAMPLE)
                  + ", but is "
                  + Shown.of(value));
    } catch (PlainYaml.NotPlain e) {
      throw cannotRead(file, "not plain YAML: " + e.getMessage());
    }
  }

  /**
   * The content of a specification.
   *
   * @param values its mapping; the reader may change it
   * @param lines of its keys
   */
  public record Content(Map<String, Object> values, Lines lines) {}

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw cannotRead(file, noSuchFile(file));
    }
    if (Files.isDirectory(file)) {
      throw cannotRead(file, "must be a file, but is a folder");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(PlainYaml.MAX_BYTES + 1);
    } catch (IOException e) {
      throw cannotRead(file, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    if (bytes.length > PlainYaml.MAX_BYTES) {
      throw cannotRead(file, "must be at most " + PlainYaml.MAX_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw cannotRead(file, "must be UTF-8");
    }
  }

  /** Suggests the project's file, because a person in a different folder may mean that one. */
  private static String noSuchFile(Path file) {
    Path ofProject = Project.file(file);
    String where = file.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath();
    return !ofProject.equals(file) && Files.exists(ofProject)
        ? "no such file" + where + "; did you mean " + ofProject + "?"
        : "no such file" + where + "; " + Project.file(EXAMPLE) + " is an example";
  }

  private static UserException cannotRead(Path file, String reason) {
    return UserException.badInput("Cannot read specification " + file + ": " + reason);
  }
}
