package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.export.Exports;
import io.github.lstmsweep.sweep.export.TableExports;
import java.util.ArrayList;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.stream.Collectors;

/**
 * The exit codes, and the variables in the descriptions of options, such as <code>
 * ${bundle:engine.names}</code>. So the help and the manual pages list the codes, engines and
 * formats that exist. Picocli makes it by its name.
 */
public final class Variables extends ListResourceBundle {
  /** The name by which picocli finds this class. */
  public static final String NAME = "io.github.lstmsweep.cli.input.Variables";

  /** Only picocli calls this. */
  public Variables() {}

  @Override
  protected Object[][] getContents() {
    List<Object[]> all = new ArrayList<>(List.of(lists()));
    int place = 0;
    for (ExitCode code : ExitCode.values()) {
      // Without the program's name it would be a key of every verb.
      String key = "lstm-sweep.usage.exitCodeList." + place++;
      all.add(new Object[] {key, code.code() + ":" + code.meaning()});
    }
    return all.toArray(Object[][]::new);
  }

  private static Object[][] lists() {
    return new Object[][] {
      {"engine.names", Engines.names("|")},
      {
        "engine.descriptions",
        Engines.ALL.stream()
            .map(engine -> engine.name() + ": " + engine.description())
            .collect(Collectors.joining("; "))
      },
      {"engine.by.default", Engines.byDefault().name()},
      {"engine.of.gpus", Engines.onGpus().name()},
      {"engine.packing", Engines.names(Engines.packing(), " or ")},
      {"format.names", Exports.names("|") + "|" + TableExports.names("|")},
      {"format.descriptions", Exports.descriptions()},
      {"format.table.descriptions", TableExports.descriptions()},
    };
  }
}
