package io.github.lstmsweep;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder of this project, which has the examples; unknown where no script started Java. */
public final class Project {
  /** The property by which the script names it. */
  public static final String PROPERTY = "lstmsweep.project";

  private Project() {}

  /** A file of the project; as it is where the folder is unknown or the path is absolute. */
  public static Path file(Path inProject) {
    String folder = System.getProperty(PROPERTY, "");
    try {
      return folder.isEmpty() ? inProject : Path.of(folder).resolve(inProject);
    } catch (InvalidPathException e) {
      return inProject;
    }
  }
}
