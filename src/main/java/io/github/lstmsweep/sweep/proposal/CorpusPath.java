package io.github.lstmsweep.sweep.proposal;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.specification.SweepSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Names of a corpus in a specification, and of a specification after its corpus. */
public final class CorpusPath {
  private static final int LONGEST_NAME = 40;
  private static final String UNNAMED = "sweep";

  private CorpusPath() {}

  /**
   * Returns the corpus as a specification must name it. The reader looks for a relative path in its
   * working directory and next to the specification. So a file next to the specification, or below
   * it, has a relative path, and any other one an absolute path.
   *
   * @param corpus a built-in name, a path or a URI, as a person typed it
   * @param specification the file that will name it
   * @throws UserException if a path is none of this machine
   */
  public static String seenFrom(Path specification, String corpus) {
    CorpusSource source = CorpusSource.of(corpus);
    if (source.isBuiltIn() || source.isRemote() || corpus.startsWith("file:")) {
      return corpus;
    }
    try {
      Path folder = specification.toAbsolutePath().normalize().getParent();
      Path file = Path.of(corpus).toAbsolutePath().normalize();
      if (!file.startsWith(folder)) {
        return file.toString();
      }
      String relative = folder.relativize(file).toString();
      // A bare word could be a built-in name, and a colon would make it a URI.
      return relative.contains("/") ? relative : "./" + relative;
    } catch (InvalidPathException e) {
      throw UserException.badInput("Cannot read corpus " + corpus + ": must be a path or a URI");
    }
  }

  /** Returns a name for the sweep of a corpus: the last part of its path without its ending. */
  public static String nameFor(String corpus) {
    String path = corpus.replaceFirst("[?#].*", "").replaceFirst("[/\\\\]+$", "");
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String name =
        last.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceFirst("^[._-]+", "")
            .replaceFirst("[._-]+$", "");
    String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    return SweepSpec.nameProblem(cut).isEmpty() ? cut : UNNAMED;
  }
}
