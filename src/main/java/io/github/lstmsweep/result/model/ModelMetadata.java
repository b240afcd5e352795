package io.github.lstmsweep.result.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.PublicUri;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the metadata of a model that leaves its table: its row, and its vocabulary or scale. */
public final class ModelMetadata {
  private static final List<String> COLUMNS =
      List.of(
          "trial_id",
          "name",
          "corpus",
          "corpus_sha256",
          "column",
          "input_columns",
          "tokens",
          "min_freq",
          "vocab_size",
          "validation_perplexity",
          "validation_rmse",
          "parameters_sha256",
          "engine_version");

  private ModelMetadata() {}

  /**
   * Returns the metadata as texts by name. The vocabulary is a JSON array in the order of the ids.
   */
  public static Map<String, String> of(TrialRow row, Spelling spelling) {
    Map<String, String> metadata = ofRow(row);
    metadata.putAll(spelling.tokenizer().form().columns());
    metadata.put("preprocessing", spelling.tokenizer().preprocessing());
    metadata.put("vocabulary", json(spelling.vocabulary().tokens()));
    return metadata;
  }

  /**
   * Returns the metadata of a model of a time series as texts by name. The means and deviations of
   * several columns are JSON arrays.
   *
   * @param scales of the columns: the series first, then its further columns
   */
  public static Map<String, String> of(TrialRow row, List<SeriesScale> scales) {
    Map<String, String> metadata = ofRow(row);
    metadata.put("mean", Double.toString(scales.get(0).mean()));
    metadata.put("deviation", Double.toString(scales.get(0).deviation()));
    if (scales.size() > 1) {
      metadata.put("means", json(scales.stream().map(SeriesScale::mean).toList()));
      metadata.put("deviations", json(scales.stream().map(SeriesScale::deviation).toList()));
      metadata.put(
          "preprocessing",
          "A moment has the value of the series, then those of input_columns in their order. The"
              + " network reads (value - mean) / deviation of each, with means and deviations in"
              + " that order, and forecasts (value - mean) / deviation of the series");
      return metadata;
    }
    metadata.put(
        "preprocessing",
        "The network reads (value - mean) / deviation, and forecasts (value - mean) / deviation");
    return metadata;
  }

  private static Map<String, String> ofRow(TrialRow row) {
    Map<String, String> metadata = new LinkedHashMap<>();
    COLUMNS.forEach(column -> put(metadata, row, column));
    for (Hyperparameter h : Hyperparameter.values()) {
      put(metadata, row, h.key());
    }
    return metadata;
  }

  private static void put(Map<String, String> metadata, TrialRow row, String column) {
    if (row.values().containsKey(column)) {
      String value = row.values().get(column).toString();
      // Rows of older versions contain the corpus as it was typed.
      metadata.put(column, column.equals("corpus") ? PublicUri.of(value) : value);
    }
  }

  /** Returns the metadata as one JSON object of texts. */
  public static String json(TrialRow row, Spelling spelling) {
    return json(of(row, spelling));
  }

  private static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts are always JSON", e);
    }
  }
}
