package io.github.lstmsweep.cli;

import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.export.Exports;
import java.util.ListResourceBundle;
import java.util.stream.Collectors;

/**
 * The variables in the descriptions of options, such as <code>${bundle:engine.names}</code>. So the
 * help lists the engines and formats that exist.
 */
final class Variables extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
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
      {"format.names", Exports.names("|")},
      {"format.descriptions", Exports.descriptions()},
    };
  }
}
