package io.github.lstmsweep.cli;

import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.sql.TableQueries;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code sql OUT QUERY}: runs a query of Spark SQL over the table. */
@Command(
    name = "sql",
    description =
        "Run a query over the views trials (a row a trial), epochs (a row a trial and epoch) and"
            + " forecasts (a row a trial and value of a series).",
    mixinStandardHelpOptions = true)
final class SqlVerb implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private TableArgument input;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description =
          "A query of Spark SQL, such as \"select * from trials order by validation_perplexity\".")
  private String query;

  @Override
  public Integer call() {
    TrialTable table = input.table();
    TableQueries queries = SweepSession.forQueries("lstm-sweep sql").queries(table);
    TableQueries.Answer answer = queries.sql(query);
    TextTable text = new TextTable(answer.columns());
    for (List<String> row : answer.rows()) {
      text.row(row.stream().map(cell -> cell == null ? "-" : cell).toList());
    }
    text.lines().forEach(command.commandLine().getOut()::println);
    return UnreadableFiles.tell(command.commandLine().getErr(), table, queries.unreadable()).code();
  }
}
