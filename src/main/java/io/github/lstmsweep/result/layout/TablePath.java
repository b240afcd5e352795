package io.github.lstmsweep.result.layout;

import java.util.List;

/** Checks that a path relative to a table's root does not lead out of the table. */
public final class TablePath {
  /*
   * Every path is made from types of a fixed form, so none should ever be refused here. This is the
   * second line of defence: a table may come from a stranger, and its rows and manifests name
   * files.
   */
  private TablePath() {}

  /**
   * Returns the names on the path, from the root down; none for the root itself.
   *
   * @throws RefusedPathException if a name is empty, {@code .} or {@code ..}
   */
  public static List<String> names(String path) throws RefusedPathException {
    if (path.isEmpty()) {
      return List.of();
    }
    List<String> names = List.of(path.split("/", -1));
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw new RefusedPathException("the path " + path + " must stay inside the table");
      }
    }
    return names;
  }
}
