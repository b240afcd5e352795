package io.github.lstmsweep.corpus.source;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the machine that a sweep was submitted from, which spark-submit brings to a driver on
 * another one. They lie there in one folder, under their last names.
 */
public final class SentAlong {
  /** Names the folder; set by the scripts in {@code submit/} and nobody else. */
  static final String FOLDER = "spark.lstmsweep.files";

  private SentAlong() {}

  /** Where a file lies that is named as it lay there; as named where nothing was sent along. */
  public static Path of(Path named) {
    String folder = System.getProperty(FOLDER);
    if (folder == null || named.getFileName() == null || Files.exists(named)) {
      return named;
    }
    Path here = Path.of(folder).resolve(named.getFileName());
    return Files.exists(here) ? here : named;
  }
}
