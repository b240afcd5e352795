package io.github.lstmsweep.spec;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The specification file as plain data; refused before it is parsed where it is no such file. */
final class SpecFile {
  private SpecFile() {}

  /** The mapping that the file holds; the caller may change it. */
  static Map<String, Object> read(Path file) {
    return values(text(file), file);
  }

  /** The mapping that {@code text}, the content of {@code file}, holds. */
  static Map<String, Object> values(String text, Path file) {
    try {
      Object value = PlainYaml.parse(text);
      if (value instanceof Map<?, ?> map) {
        return Section.textKeys(map);
      }
      throw cannotRead(
          file,
          value == null
              ? "it is empty; conf/quickstart.yaml is an example"
              : "must be a mapping of keys to values as in conf/quickstart.yaml, but is "
                  + Shown.of(value));
    } catch (PlainYaml.NotPlain e) {
      throw cannotRead(file, "not plain YAML: " + e.getMessage());
    }
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw cannotRead(file, "no such file; conf/quickstart.yaml is an example");
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

  private static UserException cannotRead(Path file, String reason) {
    return UserException.badInput("Cannot read specification " + file + ": " + reason);
  }
}
