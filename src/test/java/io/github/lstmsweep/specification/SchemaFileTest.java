package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the file of the schema, and that editors find it. */
class SchemaFileTest {
  private static final Path CONF = Path.of("conf");
  private static final Path FILE = CONF.resolve("lstm-sweep.schema.json");

  @Test
  void theFileIsWhatTheCodeMakes() throws IOException {
    Path made = Path.of("target", FILE.getFileName().toString());
    Files.writeString(made, SpecSchema.text());
    assertThat(FILE)
        .as("%s must be equal to %s; copy the second over the first", FILE, made)
        .hasSameTextualContentAs(made);
  }

  @Test
  void itIsASchemaOfItsDraft() {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()))
                .validate(SpecSchema.schema()))
        .isEmpty();
  }

  /** Otherwise an editor would show a key without a word of explanation. */
  @Test
  void everyKeyHasADescriptionInPlainText() {
    List<String> silent = new ArrayList<>();
    describe("", SpecSchema.schema().get("properties"), silent);
    assertThat(silent).isEmpty();
  }

  private static void describe(String path, JsonNode properties, List<String> silent) {
    properties
        .properties()
        .forEach(
            key -> {
              String text = key.getValue().path("description").asText();
              if (!text.endsWith(".") || text.contains("\n")) {
                silent.add(path + key.getKey() + ": " + text);
              }
              JsonNode inner = key.getValue().path("properties");
              if (inner.isObject()) {
                describe(path + key.getKey() + ".", inner, silent);
              }
            });
  }

  @Test
  void everySpecificationOfTheSoftwareNamesTheSchemaInItsFirstLine() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      List<Path> specs = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(specs).hasSizeGreaterThan(5);
      for (Path spec : specs) {
        assertThat(Files.readAllLines(spec).get(0))
            .as(spec.toString())
            .isEqualTo("# yaml-language-server: $schema=./" + FILE.getFileName());
      }
    }
  }
}
