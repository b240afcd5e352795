package io.github.lstmsweep.trial;

import io.github.lstmsweep.trial.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a trial, made of everything that decides its result. It is the first 128 bits of
 * SHA-256 over canonical JSON of the hyperparameters, the data and the version of the numerics.
 * Trials with equal ids have equal rows.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record TrialId(String hex) {
  /**
   * The version of the numerics. It changes whenever an unchanged configuration would get different
   * parameter bytes: kernels, order of sums, polynomials, random numbers, text preprocessing.
   */
  public static final int NUMERICS_VERSION = 3;

  /**
   * The hyperparameters that are hashed whatever their value. Later hyperparameters are hashed only
   * if they differ from their defaults, so that older ids stay valid.
   */
  private static final Set<Hyperparameter> ALWAYS =
      EnumSet.of(
          Hyperparameter.NUM_STEPS,
          Hyperparameter.NUM_HIDDENS,
          Hyperparameter.LR,
          Hyperparameter.BATCH_SIZE,
          Hyperparameter.NUM_EPOCHS,
          Hyperparameter.GRADIENT_CLIP,
          Hyperparameter.SEED);

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  /** Refuses everything except 32 lower-case hexadecimal digits. */
  public TrialId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot set a trial id to " + hex + ": must be 32 hexadecimal digits");
    }
  }

  /** Returns the id of this configuration; {@link Dataset#corpus()}, a label, is no part of it. */
  public static TrialId of(Hyperparameters hyperparameters, Dataset dataset) {
    return new TrialId(
        HexFormat.of()
            .formatHex(
                sha256(canonicalJson(hyperparameters, dataset).getBytes(StandardCharsets.UTF_8)),
                0,
                16));
  }

  static String canonicalJson(Hyperparameters hyperparameters, Dataset dataset) {
    Map<String, Object> values = new HashMap<>();
    Task task = dataset.task();
    for (Hyperparameter h : task.hyperparameters()) {
      Object value = hyperparameters.value(h);
      if (ALWAYS.contains(h) || !value.equals(h.defaultValue())) {
        values.put(h.key(), value);
      }
    }
    values.put("corpus_sha256", dataset.corpusSha256());
    if (dataset.minFreq() > 1) {
      values.put("min_freq", dataset.minFreq());
    }
    values.put("numerics", NUMERICS_VERSION);
    values.put("task", task.key());
    dataset
        .series()
        .ifPresentOrElse(
            form -> {
              values.put("scale", form.scale().key());
              if (!form.inputColumns().isEmpty()) {
                values.put("input_columns", form.inputColumns().size());
              }
            },
            () -> putText(values, dataset));
    values.put("train_windows", dataset.trainWindows());
    values.put("validation_windows", dataset.validationWindows());
    return CanonicalJson.of(values);
  }

  /**
   * Adds the choices of a text. Later choices are left out if they are d2l.ai's, so that older ids
   * stay valid.
   */
  private static void putText(Map<String, Object> values, Dataset dataset) {
    values.put("tokens", dataset.tokens());
    if (!dataset.text().isD2l()) {
      values.putAll(dataset.text().columns());
    }
    values.putAll(dataset.sample().differences());
  }

  /** Returns the SHA-256 of {@code bytes}, 32 bytes. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
