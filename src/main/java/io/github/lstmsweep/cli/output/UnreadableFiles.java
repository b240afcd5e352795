package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The end of a verb that answers from all files of a table that it can read. */
public final class UnreadableFiles {
  private UnreadableFiles() {}

  /**
   * Names every file that the answer is made without.
   *
   * @return the verb's exit code: {@link ExitCode#STORAGE} where there is such a file
   */
  public static ExitCode tell(PrintWriter err, TrialTable table, List<UnreadableRow> rows) {
    List<String> lines = new ArrayList<>(UnreadableRow.lines(rows));
    lines.addAll(table.damage());
    lines.forEach(err::println);
    return lines.isEmpty() ? ExitCode.OK : ExitCode.STORAGE;
  }
}
