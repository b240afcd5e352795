package io.github.lstmsweep.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.CommandExecutionMode;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Finds everything that a statement would touch except the three views: files, other tables,
 * commands, programs and methods of Java. It uses Spark's own analysis, which executes nothing.
 */
final class ForeignParts {
  private static final Set<String> VIEWS = Set.of("trials", "epochs", "forecasts");

  /** The sources of rows that read nothing. */
  private static final Set<String> OWN_LEAVES =
      Set.of("OneRowRelation", "LocalRelation", "Range", "CTERelationRef");

  private static final Set<String> FOREIGN_EXPRESSIONS =
      Set.of(
          "CallMethodViaReflection",
          "InputFileName",
          "InputFileBlockStart",
          "InputFileBlockLength");

  private final List<String> found = new ArrayList<>();

  private ForeignParts() {}

  /** Returns the names of Spark's classes for the foreign parts; empty if there are none. */
  static List<String> of(SparkSession spark, String sql) throws ParseException {
    LogicalPlan parsed = spark.sessionState().sqlParser().parsePlan(sql);
    ForeignParts parts = new ForeignParts();
    parts.plan(spark.sessionState().executePlan(parsed, CommandExecutionMode.SKIP()).analyzed());
    return parts.found;
  }

  private void plan(QueryPlan<?> plan) {
    String kind = plan.getClass().getSimpleName();
    if (plan instanceof View view
        && view.isTempView()
        && VIEWS.contains(view.desc().identifier().table())) {
      return;
    }
    List<?> children = list(plan.children());
    boolean isLeaf = children.isEmpty() && list(plan.innerChildren()).isEmpty();
    if (plan instanceof Command
        || kind.equals("ScriptTransformation")
        || (isLeaf && !OWN_LEAVES.contains(kind))) {
      found.add(kind);
    }
    list(plan.expressions()).forEach(expression -> expression((Expression) expression));
    children.forEach(this::node);
    list(plan.innerChildren()).forEach(this::node);
  }

  private void expression(Expression expression) {
    String kind = expression.getClass().getSimpleName();
    if (FOREIGN_EXPRESSIONS.contains(kind)) {
      found.add(kind);
    }
    if (expression instanceof PlanExpression<?> subquery) {
      plan(subquery.plan());
    }
    list(expression.children()).forEach(this::node);
  }

  private void node(Object node) {
    if (node instanceof QueryPlan<?> plan) {
      plan(plan);
    } else if (node instanceof Expression expression) {
      expression(expression);
    } else {
      found.add(((TreeNode<?>) node).nodeName());
    }
  }

  // Its successor is part of Scala 2.13, and Spark 3.5 has 2.12.
  @SuppressWarnings("deprecation")
  private static List<?> list(Seq<?> all) {
    return JavaConverters.seqAsJavaList(all);
  }
}
