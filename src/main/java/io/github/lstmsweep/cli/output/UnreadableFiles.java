package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Reports the files that a verb could not read, after its answer from all other files. */
public final class UnreadableFiles {
  private UnreadableFiles() {}

  /**
   * Prints the name of every file that is missing from the answer.
   *
   * @return the verb's exit code: {@link ExitCode#STORAGE} if there is such a file
   */
  public static ExitCode tell(PrintWriter err, TrialTable table, List<UnreadableRow> rows) {
    List<String> lines = new ArrayList<>(UnreadableRow.lines(rows));
    lines.addAll(table.upkeep().damage());
    lines.forEach(err::println);
    return lines.isEmpty() ? ExitCode.OK : ExitCode.STORAGE;
  }
}
