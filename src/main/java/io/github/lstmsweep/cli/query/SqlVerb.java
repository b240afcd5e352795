package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.Keyboard;
import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.input.Words;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.sql.TableQueries;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code sql OUT QUERY}: runs queries of Spark SQL over the table. */
@Command(
    name = "sql",
    description =
        "Run a query over the views trials (a row a trial), epochs (a row a trial and epoch) and"
            + " forecasts (a row a trial and value of a series).",
    mixinStandardHelpOptions = true)
public final class SqlVerb implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private TableArgument input;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "QUERY",
      description =
          "A query of Spark SQL, such as \"select * from trials order by validation_perplexity\"."
              + " Without it, a terminal asks for queries.")
  private Optional<String> query = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Run the queries of this file, which semicolons end.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "How to print the answers: ${COMPLETION-CANDIDATES} (default: table).")
  private String format = "table";

  /** Only picocli calls this. */
  SqlVerb() {}

  /** Picocli makes one, for the completion by a shell. */
  static final class Formats extends Words {
    Formats() {
      super(AnswerFormat.names());
    }
  }

  @Override
  public Integer call() {
    AnswerFormat form = AnswerFormat.of(format);
    if (query.isPresent() && file.isPresent()) {
      throw UserException.badInput("Cannot use QUERY beside --file: must be one of the two");
    }
    Optional<QueryFile> queries = file.map(QueryFile::read);
    Optional<BufferedReader> keyboard =
        query.isPresent() || file.isPresent() ? Optional.empty() : Optional.of(keyboard());
    TrialTable table = input.table();
    TableQueries views = SweepSession.forQueries("lstm-sweep sql", table).queries(table);
    PrintWriter out = command.commandLine().getOut();
    query.ifPresent(sql -> form.print(views.sql(sql), out));
    queries.ifPresent(all -> all.answer(views, form, out));
    keyboard.ifPresent(lines -> ask(lines, views, form));
    out.flush();
    return UnreadableFiles.tell(command.commandLine().getErr(), table, views.unreadable()).code();
  }

  private static BufferedReader keyboard() {
    return Keyboard.lines()
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot leave out QUERY: must be a query of Spark SQL, since no terminal is"
                        + " here to ask for one; --file reads queries from a file"));
  }

  private void ask(BufferedReader lines, TableQueries views, AnswerFormat form) {
    PrintWriter out = command.commandLine().getOut();
    out.printf(
        "The views are %s. A query ends with a semicolon, and Ctrl-D ends this prompt.%n",
        String.join(", ", TableQueries.VIEWS));
    new SqlPrompt(lines, out, command.commandLine().getErr())
        .ask(
            sql -> {
              form.print(views.sql(sql), out);
              out.flush();
            });
  }
}
