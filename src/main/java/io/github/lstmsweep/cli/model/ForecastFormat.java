package io.github.lstmsweep.cli.model;

import io.github.lstmsweep.cli.output.JsonLine;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.train.series.ForecastStep;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The forms in which forecasts are printed. A missing number is a dash, nothing or null. */
enum ForecastFormat {
  /** Columns for people. */
  TABLE {
    @Override
    void print(List<ForecastStep> steps, PrintWriter out) {
      TextTable text = new TextTable(COLUMNS);
      for (ForecastStep step : steps) {
        text.row(cells(step, number -> Double.isNaN(number) ? "-" : Show.score(number)));
      }
      text.lines().forEach(out::println);
    }
  },
  /** CSV of RFC 4180. */
  CSV {
    @Override
    void print(List<ForecastStep> steps, PrintWriter out) {
      line(COLUMNS, out);
      steps.forEach(
          step ->
              line(
                  cells(step, number -> Double.isNaN(number) ? "" : Double.toString(number)), out));
    }

    private void line(List<String> cells, PrintWriter out) {
      out.print(String.join(",", cells));
      TerminalWriter.endCsvLine(out);
    }
  },
  /** One JSON object per step and line. */
  JSON {
    @Override
    void print(List<ForecastStep> steps, PrintWriter out) {
      for (ForecastStep step : steps) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(COLUMNS.get(0), step.step());
        double[] numbers = numbers(step).toArray();
        for (int i = 0; i < numbers.length; i++) {
          values.put(COLUMNS.get(i + 1), Double.isNaN(numbers[i]) ? null : numbers[i]);
        }
        out.println(JsonLine.of(values));
      }
    }
  };

  private static final List<String> COLUMNS =
      List.of("step", "forecast", "lower", "upper", "validation_rmse");

  /** Returns the names that a person types. */
  static List<String> names() {
    return Arrays.stream(values()).map(ForecastFormat::key).toList();
  }

  /** Returns the form with this name; empty if there is none. */
  static Optional<ForecastFormat> named(String name) {
    return Arrays.stream(values()).filter(form -> form.key().equals(name)).findFirst();
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Prints the steps in their order. */
  abstract void print(List<ForecastStep> steps, PrintWriter out);

  /** Words a number. */
  private interface Wording {
    String of(double number);
  }

  private static List<String> cells(ForecastStep step, Wording wording) {
    return Stream.concat(
            Stream.of(Integer.toString(step.step())), numbers(step).mapToObj(wording::of))
        .toList();
  }

  private static DoubleStream numbers(ForecastStep step) {
    return DoubleStream.of(step.forecast(), step.lower(), step.upper(), step.rmse());
  }
}
