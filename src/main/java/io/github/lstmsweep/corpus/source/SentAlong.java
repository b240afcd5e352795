package io.github.lstmsweep.corpus.source;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds files of the machine that a sweep was submitted from. spark-submit copies them to a driver
 * on a different machine. All of them lie in one folder there, under their last names.
 */
public final class SentAlong {
  /** Names the folder. Only the scripts in {@code submit/} set it. */
  static final String FOLDER = "spark.lstmsweep.files";

  private SentAlong() {}

  /**
   * Returns the place of a file that the user named on the submitting machine. If nothing was sent
   * along, that is {@code named} itself.
   */
  public static Path of(Path named) {
    String folder = System.getProperty(FOLDER);
    if (folder == null || named.getFileName() == null || Files.exists(named)) {
      return named;
    }
    Path here = Path.of(folder).resolve(named.getFileName());
    return Files.exists(here) ? here : named;
  }
}
