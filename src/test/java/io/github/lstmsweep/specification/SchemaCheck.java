package io.github.lstmsweep.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Checks a specification against the schema as an editor does: as YAML 1.2, without the reader. */
final class SchemaCheck {
  private static final LoadSettings YAML =
      LoadSettings.builder().setSchema(new CoreSchema()).build();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SpecSchema.schema());

  private SchemaCheck() {}

  /** Returns the problems that the schema finds; empty if the specification is valid. */
  static List<String> problems(String yaml) {
    return problems(new ObjectMapper().<JsonNode>valueToTree(new Load(YAML).loadFromString(yaml)));
  }

  static List<String> problems(JsonNode specification) {
    return SCHEMA.validate(specification).stream().map(Error::toString).toList();
  }
}
