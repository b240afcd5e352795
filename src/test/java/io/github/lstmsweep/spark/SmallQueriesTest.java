package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.sql.TableQueries;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that queries of a small table, which are interpreted, have the answers of compiled ones.
 */
class SmallQueriesTest {
  @TempDir static Path folder;
  private static TrialTable table;

  @BeforeAll
  static void publish() throws IOException {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.ok(3, 4.25));
    table.publish(Results.failed(2, TrialStatus.FAILED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from trials order by seed",
        "select * from epochs order by trial_id, epoch",
        "select status, count(*) as n, avg(validation_perplexity) as mean, stddev(lr) as sd from"
            + " trials group by status order by status",
        "select t.seed, e.epoch, e.seconds from trials t left join epochs e using (trial_id) order"
            + " by t.seed, e.epoch",
        "select seed, rank() over (order by seed desc) as r, lag(seed) over (order by seed) as l"
            + " from trials order by seed",
        "select seed, 0.1 + 0.2 as d, cast('x' as int) as i, cast(1e300 as int) as o, 1 / 0 as z,"
            + " 5 % 0 as m, double('NaN') > 1 as nan, timestamp '2026-01-02 03:04:05' as t from"
            + " trials order by seed",
        "select parameter, count(*) as n, max(value) as v from trials unpivot (value for parameter"
            + " in (num_steps, num_hiddens)) group by parameter order by parameter",
        "select transform(curve, p -> p.epoch * 2) as doubled, exists(curve, p -> p.epoch = 2) as"
            + " two, aggregate(curve, 0d, (a, p) -> a + p.seconds) as sum from trials order by seed",
        "select distinct status from trials where host like 'n%' or seed in (1, 2) order by 1 desc"
            + " limit 1",
        "select corr(seed, lr) as c, percentile(seed, 0.5) as p, sort_array(collect_list(status)) as s,"
            + " regexp_replace(max(sample), 'a', 'b') as r from trials"
      })
  void aSmallTableGetsTheAnswersOfALargeOne(String query) throws IOException {
    TableQueries compiled = new TableQueries(LocalSpark.session(), table);
    TableQueries interpreted = new TableQueries(LocalSpark.session(), table);
    SparkConf small = SparkSetup.smallQueryConf("small");
    List<String> changed =
        Arrays.stream(small.getAll())
            .map(setting -> setting._1)
            .filter(
                key -> key.matches("spark\\.sql\\.(codegen\\..*|adaptive.*|shuffle\\.partitions)"))
            .toList();
    assertThat(changed).hasSize(4);
    changed.forEach(key -> interpreted.session().conf().set(key, small.get(key)));
    assertThat(interpreted.sql(query)).isEqualTo(compiled.sql(query));
  }
}
