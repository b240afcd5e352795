package io.github.lstmsweep.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Some;
import scala.Tuple2;

class PlanPartsTest {
  @Test
  void caseClassesAndCollectionsHaveParts() {
    assertThat(PlanParts.of(new Tuple2<>("a", 1))).containsExactly("a", 1);
    assertThat(PlanParts.of(new Some<>("a"))).containsExactly("a");
    assertThat(PlanParts.of(Option.empty())).isEmpty();
    assertThat(PlanParts.of(List.of("a", "b"))).containsExactly("a", "b");
    assertThat(PlanParts.of(new Object[] {"a", "b"})).containsExactly("a", "b");
  }

  @Test
  void textsNumbersAndNothingHaveNone() {
    assertThat(PlanParts.of("abc")).isEmpty();
    assertThat(PlanParts.of(7)).isEmpty();
    assertThat(PlanParts.of(null)).isEmpty();
  }

  @Test
  void aNodeHasItsNameAndItsPlace() throws Exception {
    LogicalPlan plan = new CatalystSqlParser().parsePlan("select 1\nfrom a.b");
    assertThat(PlanParts.name(plan)).isEqualTo("Project");
    Object relation = PlanParts.of(plan).get(1);
    assertThat(PlanParts.name(relation)).isEqualTo("UnresolvedRelation");
    assertThat(PlanParts.position(((LogicalPlan) relation).origin())).isEqualTo(" (line 2, pos 5)");
    assertThat(PlanParts.of(PlanParts.of(relation).get(0))).containsExactly("a", "b");
  }
}
