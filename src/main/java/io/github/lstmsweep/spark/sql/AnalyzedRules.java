package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.UserException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Checks the plan that Spark runs: a query may read only the table's rows. {@link QueryRules}
 * checks the names of a query; this class checks their meanings.
 */
final class AnalyzedRules {
  private static final String SPARKS = "org.apache.spark.sql.catalyst.";

  /** The leaves that hold their own rows or are part of the query itself. */
  private static final Set<String> ROWS_OF_ITS_OWN =
      Set.of("CTERelationRef", "LocalRelation", "OneRowRelation", "Range", "UnionLoopRef");

  private static final Set<String> FURTHER_REACHING =
      Set.of(
          "CallMethodViaReflection",
          "CurrentUser",
          "InputFileBlockLength",
          "InputFileBlockStart",
          "InputFileName",
          "PythonUDAF",
          "PythonUDF",
          "PythonUDTF",
          "ScalaUDF",
          "TryReflect",
          "VariableReference");

  private final String sql;
  private final Set<Object> readable;
  private final Deque<Object> parts = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private AnalyzedRules(String sql, Set<Object> readable) {
    this.sql = sql;
    this.readable = readable;
  }

  /** Returns the nodes of a plan that read files. */
  static Set<Object> filesOf(LogicalPlan plan) {
    AnalyzedRules collecting = new AnalyzedRules("", Collections.emptySet());
    collecting.parts.push(plan);
    Set<Object> files = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!collecting.parts.isEmpty()) {
      Object part = collecting.parts.pop();
      if (isFiles(part)) {
        files.add(PlanParts.of(part).get(0));
      } else {
        collecting.lookInto(part);
      }
    }
    return files;
  }

  /**
   * Refuses a query that reads files not in {@code readable}.
   *
   * @throws UserException that names the refused part
   */
  static void require(String sql, LogicalPlan plan, Set<Object> readable) {
    AnalyzedRules rules = new AnalyzedRules(sql, readable);
    rules.parts.push(plan);
    while (!rules.parts.isEmpty()) {
      rules.look(rules.parts.pop());
    }
  }

  private void look(Object part) {
    if (isFiles(part)) {
      if (!readable.contains(PlanParts.of(part).get(0))) {
        throw furtherReaching(part, "");
      }
      return;
    }
    if (part instanceof LeafNode && !ROWS_OF_ITS_OWN.contains(PlanParts.name(part))) {
      throw furtherReaching(part, "");
    }
    if (part instanceof Expression expression
        && (FURTHER_REACHING.contains(PlanParts.name(part))
            || !part.getClass().getName().startsWith(SPARKS))) {
      throw furtherReaching(part, PlanParts.position(expression.origin()));
    }
    lookInto(part);
  }

  /** Visits every part once, because plans share parts and a part may hold itself. */
  private void lookInto(Object whole) {
    if (whole != null && seen.add(whole)) {
      PlanParts.of(whole).stream().filter(part -> part != null).forEach(parts::push);
    }
  }

  private static boolean isFiles(Object part) {
    return part instanceof LeafNode && PlanParts.name(part).equals("LogicalRelation");
  }

  private UserException furtherReaching(Object part, String place) {
    return QueryRules.refused(
        sql, "must use what computes from the views alone, not " + PlanParts.name(part) + place);
  }
}
