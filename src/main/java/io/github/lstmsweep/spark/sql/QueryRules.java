package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.UserException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Checks the parts of a query in the plan that Spark's parser makes. The check comes before Spark
 * analyzes the query, because the analysis loads the classes and reads the files that it names.
 * Only known parts pass, so that a newer Spark opens no new way.
 */
public final class QueryRules {
  private static final String SPARKS = "org.apache.spark.sql.";

  /** The known nodes that are statements and describe a query or a view. */
  private static final Set<String> TELLING =
      Set.of(
          "DescribeColumn",
          "DescribeFunction",
          "DescribeQueryCommand",
          "DescribeRelation",
          "ExplainCommand",
          "ShowColumns",
          "ShowFunctions",
          "ShowTables",
          "ShowViews");

  private final String sql;
  private final Deque<Part> parts = new ArrayDeque<>();

  /** A part of the plan, and the names of relations that it may read. */
  private record Part(Object part, Set<String> names) {}

  private QueryRules(String sql) {
    this.sql = sql;
  }

  /**
   * Refuses everything except queries over the views and statements that describe such queries.
   *
   * @param plan the plan that Spark's parser makes of {@code sql}
   * @throws UserException that names the refused part and its position
   */
  static void require(String sql, LogicalPlan plan) {
    QueryRules rules = new QueryRules(sql);
    rules.parts.push(new Part(plan, Set.copyOf(TableQueries.VIEWS)));
    while (!rules.parts.isEmpty()) {
      rules.look(rules.parts.pop());
    }
  }

  /** Whether a statement only describes a query or a view. */
  public static boolean tells(LogicalPlan plan) {
    return TELLING.contains(PlanParts.name(plan));
  }

  static UserException noQuery(String sql) {
    return refused(sql, "must be a query, such as select * from trials");
  }

  static UserException refused(String sql, String bound) {
    return UserException.badInput("Cannot run the SQL \"" + sql + "\": " + bound);
  }

  private void look(Part part) {
    if (part.part() instanceof LogicalPlan plan) {
      plan(plan, part.names());
    } else if (part.part() instanceof Expression expression) {
      expression(expression, part.names());
    } else {
      lookInto(part.part(), part.names());
    }
  }

  private void lookInto(Object whole, Set<String> names) {
    PlanParts.of(whole).forEach(part -> parts.push(new Part(part, names)));
  }

  private void plan(LogicalPlan plan, Set<String> names) {
    String name = PlanParts.name(plan);
    String place = PlanParts.position(plan.origin());
    if (name.equals("ScriptTransformation")) {
      throw refused(sql, "must start no program, as TRANSFORM does" + place);
    }
    if (!isKnown(plan, KnownParts.PLANS)) {
      throw noQuery(sql);
    }
    switch (name) {
      case "UnresolvedWith" -> with(PlanParts.of(plan), names);
      case "UnresolvedRelation", "UnresolvedTableOrView" ->
          relation(PlanParts.of(PlanParts.of(plan).get(0)), names, place);
      case "UnresolvedNamespace" -> {
        if (!PlanParts.of(PlanParts.of(plan).get(0)).isEmpty()) {
          throw noQuery(sql);
        }
      }
      case "UnresolvedTableValuedFunction" -> function(plan, names, place);
      default -> lookInto(plan, names);
    }
  }

  /**
   * Checks WITH. A name is known to everything after it, and to its own query if that is recursive.
   */
  private void with(List<Object> with, Set<String> outside) {
    boolean recursive = with.size() > 2 && (boolean) with.get(2);
    Set<String> names = new HashSet<>(outside);
    for (Object named : PlanParts.of(with.get(1))) {
      Set<String> before = Set.copyOf(names);
      names.add(lower(PlanParts.of(named).get(0)));
      lookInto(named, recursive ? Set.copyOf(names) : before);
    }
    parts.push(new Part(with.get(0), names));
  }

  private void relation(List<Object> name, Set<String> names, String place) {
    if (name.size() != 1 || !names.contains(lower(name.get(0)))) {
      throw refused(
          sql,
          "must read the views "
              + String.join(", ", TableQueries.VIEWS)
              + " alone, not "
              + String.join(".", name.stream().map(String::valueOf).toList())
              + place);
    }
  }

  private void expression(Expression expression, Set<String> names) {
    String place = PlanParts.position(expression.origin());
    if (!isKnown(expression, KnownParts.EXPRESSIONS)) {
      throw furtherReaching(PlanParts.name(expression), place);
    }
    switch (PlanParts.name(expression)) {
      case "UnresolvedFunction" -> function(expression, names, place);
      case "UnresolvedGenerator" -> generator(expression, names, place);
      default -> lookInto(expression, names);
    }
  }

  /** Checks a function. Its first part is its name: {@code abs}, or {@code system.builtin.abs}. */
  private void function(Object function, Set<String> names, String place) {
    List<Object> parts = PlanParts.of(function);
    call(PlanParts.of(parts.get(0)), PlanParts.of(parts.get(1)), place);
    lookInto(function, names);
  }

  /**
   * Checks the generator of a LATERAL VIEW. The parts of its name are reversed: function, database,
   * catalog.
   */
  private void generator(Object generator, Set<String> names, String place) {
    List<Object> parts = PlanParts.of(generator);
    List<Object> name = PlanParts.of(parts.get(0));
    if (name.stream().skip(1).anyMatch(part -> !PlanParts.of(part).isEmpty())) {
      throw furtherReaching(name.get(0), place);
    }
    call(List.of(name.get(0)), PlanParts.of(parts.get(1)), place);
    lookInto(generator, names);
  }

  private void call(List<Object> name, List<Object> arguments, String place) {
    List<String> words = name.stream().map(QueryRules::lower).toList();
    String function = words.get(words.size() - 1);
    List<String> of = words.subList(0, words.size() - 1);
    boolean builtIn =
        List.of("system", "builtin").subList(2 - Math.min(2, of.size()), 2).equals(of);
    if (!builtIn
        || !KnownParts.FUNCTIONS.contains(function)
        || TextFunctions.reachesFurther(function, arguments)) {
      throw furtherReaching(String.join(".", words), place);
    }
  }

  private UserException furtherReaching(Object name, String place) {
    return refused(sql, "must use what computes from the views alone, not " + name + place);
  }

  private static boolean isKnown(Object node, Set<String> known) {
    return node.getClass().getName().startsWith(SPARKS) && known.contains(PlanParts.name(node));
  }

  private static String lower(Object name) {
    return ((String) name).toLowerCase(Locale.ROOT);
  }
}
