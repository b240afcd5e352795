package io.github.lstmsweep.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.TrialColumns;
import io.github.lstmsweep.report.summary.TrialColumns.TrialColumn;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The numbers of the trials for the page's script, as JSON that can stand in HTML. */
final class PageData {
  /** Digits of a curve's scores, of which the script draws a line. */
  private static final MathContext CURVE_DIGITS = new MathContext(4);

  /** Points of all curves together. With more, a curve has every second or third of its epochs. */
  private static final int MOST_POINTS = 500_000;

  /**
   * Other characters are escaped, so the text cannot turn its surroundings or be half of a pair.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PageData() {}

  /** Returns the data of all trials, in the order of their places. */
  static String of(SweepSummary summary) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      List<TrialColumn> columns = TrialColumns.of(summary);
      json.writeStartObject();
      json.writeStringField("name", summary.table().name());
      json.writeStringField("score", summary.validationScore());
      json.writeArrayFieldStart("columns");
      for (TrialColumn column : columns) {
        json.writeStartArray();
        json.writeString(column.name());
        json.writeBoolean(column.isNumber());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (TrialRow row : summary.rows()) {
        json.writeStartArray();
        for (TrialColumn column : columns) {
          value(json, column.value(row));
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      int step = step(summary);
      json.writeNumberField("step", step);
      json.writeArrayFieldStart("curves");
      for (TrialRow row : summary.rows()) {
        curve(json, summary.curve(row), step);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Neither the end of the element nor a comment can be in it.
    return out.toString().replace("<", "\\u003c");
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Long whole && Math.abs(whole) < 1L << 53) {
      json.writeNumber(whole);
    } else if (value instanceof Double real && Double.isFinite(real)) {
      json.writeNumber(real);
    } else {
      // A browser's numbers would round a large whole number.
      json.writeString(value.toString());
    }
  }

  private static int step(SweepSummary summary) {
    long points = summary.rows().stream().mapToLong(row -> summary.curve(row).size()).sum();
    return Math.toIntExact(1 + points / MOST_POINTS);
  }

  /** Writes the scores after the epochs 1, 1 + step, and so on. */
  private static void curve(JsonGenerator json, List<EpochPoint> curve, int step)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; i < curve.size(); i += step) {
      double score = curve.get(i).validationScore();
      if (Double.isFinite(score)) {
        json.writeRawValue(new BigDecimal(score).round(CURVE_DIGITS).toString());
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }
}
