package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.sweep.adoption.Adopted;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The standard output of a run, in one of three forms. For people it is text with a display of the
 * progress. A quiet run writes its last line alone. A program gets events as JSON.
 */
public final class RunOutput {
  /** The forms of the output. */
  public enum Form {
    /** Text with a display of the progress. */
    PEOPLE,
    /** The last line alone. */
    QUIET,
    /** Events as JSON. */
    JSON
  }

  private final Form form;
  private final TerminalWriter out;
  private final TerminalWriter nowhere =
      new TerminalWriter(new PrintWriter(Writer.nullWriter(), false));
  private final JsonEvents events;

  /** Writes to {@code out} in this form. */
  public RunOutput(Form form, TerminalWriter out) {
    this.form = form;
    this.out = out;
    this.events = new JsonEvents(out, Clock.systemUTC());
  }

  /** Returns the writer of text for people. It writes nowhere in a different form. */
  public TerminalWriter text() {
    return form == Form.PEOPLE ? out : nowhere;
  }

  /** Writes the line with which a run ends, for people and in a quiet run. */
  public void summary(String line) {
    if (form != Form.JSON) {
      out.println(line);
    }
  }

  /** Tells programs that a run begins. */
  public void started(RunFacts facts) {
    if (form == Form.JSON) {
      events.write("start", facts.fields());
      facts.taken().forEach(taken -> events.write("rows_taken", fields(taken)));
    }
  }

  private static JsonEvents.Fields fields(Adopted taken) {
    return new JsonEvents.Fields()
        .with("from", taken.place())
        .with("rows", taken.rows())
        .with("not_of_sweep", taken.foreign())
        .with("known", taken.known())
        .with("ended_by_machine", taken.undecided())
        .with("unreadable", taken.problems().size());
  }

  /** Tells programs that a run ended by itself. */
  public void ended(SweepEnd.Reason reason, int exitCode, TableRows rows) {
    if (form == Form.JSON) {
      events.end(reason, exitCode, rows);
    }
  }

  /** Tells programs that a run was stopped, or that it failed. */
  public void broken(String reason, int exitCode) {
    if (form == Form.JSON) {
      events.end(reason, exitCode);
    }
  }

  /** Returns a display of the progress, which ends when it is closed. */
  public Progress progress(RunWork work) {
    Progress progress = new Progress(maker(), work, System::nanoTime);
    if (hasBlock()) {
      progress.guardStandardError();
    }
    return progress;
  }

  /** Returns a line that counts the steps before a run; for people alone. */
  public CountLine counting() {
    return new CountLine(
        hasBlock() ? Optional.of(out) : Optional.empty(), text(), System::nanoTime);
  }

  private boolean hasBlock() {
    return form == Form.PEOPLE && CountLine.isTerminal();
  }

  private Progress.DisplayMaker maker() {
    if (hasBlock()) {
      Look look = Look.of(System.getenv(), Charset.defaultCharset());
      LiveTerminalSize size = new LiveTerminalSize();
      return (state, elapsed) -> new TerminalDisplay(out, size, look, elapsed);
    }
    return switch (form) {
      case PEOPLE -> (state, elapsed) -> new PlainDisplay(out, state, elapsed);
      case QUIET -> (state, elapsed) -> Display.NONE;
      case JSON -> (state, elapsed) -> new JsonDisplay(events, state, elapsed);
    };
  }

  /**
   * The facts about a run when it begins.
   *
   * @param sweep name of the sweep
   * @param table place of the table
   * @param metric name of the score
   * @param engine that trains
   * @param trials number of trials of the specification
   * @param finished how many of them have a row already
   * @param spark facts about the cores; empty if there is nothing to train
   * @param taken the rows that were taken from other tables
   */
  public record RunFacts(
      String sweep,
      String table,
      String metric,
      String engine,
      int trials,
      int finished,
      Optional<SparkFacts> spark,
      List<Adopted> taken) {
    private JsonEvents.Fields fields() {
      return new JsonEvents.Fields()
          .with("sweep", sweep)
          .with("table", table)
          .with("metric", metric)
          .with("engine", engine)
          .with("trials", trials)
          .with("finished", finished)
          .with("missing", trials - finished)
          .with("master", spark.map(SparkFacts::master).orElse(null))
          .with("cores", spark.map(SparkFacts::cores).orElse(null))
          .with("predicted_seconds", spark.map(SparkFacts::predictedSeconds).orElse(null));
    }
  }

  /**
   * The facts about Spark.
   *
   * @param master such as {@code local[*]}
   * @param cores that train
   * @param predictedSeconds of the run; NaN if the engine's time is not predicted
   */
  public record SparkFacts(String master, int cores, double predictedSeconds) {}
}
