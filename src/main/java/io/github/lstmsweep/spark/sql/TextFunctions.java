package io.github.lstmsweep.spark.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Literal;

/**
 * Checks functions that take a type or options as texts. Spark 4.1 and newer also take a type in
 * JSON, which may name a Java class. An option may name a class for the compression. Such texts
 * must therefore stand in the query, as types in SQL's own words and as known options.
 */
final class TextFunctions {
  private static final Set<String> NAMES =
      Set.of(
          "from_csv",
          "from_json",
          "schema_of_csv",
          "schema_of_json",
          "to_csv",
          "to_json",
          "to_xml",
          "try_variant_get",
          "variant_get");

  /** The functions that make a type in SQL's own words. */
  private static final Set<String> TYPES = Set.of("schema_of_csv", "schema_of_json");

  private static final Set<String> OPTIONS =
      Set.of(
          "allowcomments",
          "allownonnumericnumbers",
          "allowsinglequotes",
          "dateformat",
          "delimiter",
          "emptyvalue",
          "escape",
          "header",
          "ignoreleadingwhitespace",
          "ignorenullfields",
          "ignoretrailingwhitespace",
          "mode",
          "nullvalue",
          "prefersdecimal",
          "pretty",
          "primitivesasstring",
          "quote",
          "quoteall",
          "roottag",
          "rowtag",
          "sep",
          "timestampformat",
          "timestampntzformat",
          "timezone");

  private TextFunctions() {}

  /** Whether a call is of one of the functions above and may do more than compute. */
  static boolean reachesFurther(String function, List<Object> arguments) {
    return NAMES.contains(function)
        && (arguments.stream().anyMatch(TextFunctions::isNamed)
            || !arguments.stream().skip(1).allMatch(TextFunctions::isPlain));
  }

  private static boolean isNamed(Object argument) {
    return PlanParts.name(argument).equals("NamedArgumentExpression");
  }

  private static boolean isPlain(Object argument) {
    if (argument instanceof Literal text) {
      return !String.valueOf(text.value()).contains("{");
    }
    if (!PlanParts.name(argument).equals("UnresolvedFunction")) {
      return false;
    }
    List<Object> parts = PlanParts.of(argument);
    List<Object> name = PlanParts.of(parts.get(0));
    String function = ((String) name.get(name.size() - 1)).toLowerCase(Locale.ROOT);
    return TYPES.contains(function)
        || (function.equals("map") && areOptions(PlanParts.of(parts.get(1))));
  }

  private static boolean areOptions(List<Object> keysAndValues) {
    for (int i = 0; i < keysAndValues.size(); i++) {
      if (!(keysAndValues.get(i) instanceof Literal text)) {
        return false;
      }
      String key = String.valueOf(text.value()).toLowerCase(Locale.ROOT);
      if (i % 2 == 0 && !OPTIONS.contains(key)) {
        return false;
      }
    }
    return true;
  }
}
