package io.github.lstmsweep.spark.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the parts of a query that are known to reach only the views. */
public final class KnownParts {
  /** The names of nodes of a parsed plan. */
  static final Set<String> PLANS = words("sql-plans.txt");

  /** The names of expressions of a parsed plan. */
  static final Set<String> EXPRESSIONS = words("sql-expressions.txt");

  /** The names of Spark's functions, in lower case. */
  public static final Set<String> FUNCTIONS = words("sql-functions.txt");

  private KnownParts() {}

  private static Set<String> words(String file) {
    try (InputStream bytes = KnownParts.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .flatMap(line -> Arrays.stream(line.strip().split("\\s+", -1)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
