package io.github.lstmsweep.sweep;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.TableForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The form of the text in the table that a sweep adds to. It remembers whether it was asked for.
 */
public final class FormOfTable implements TableForm {
  private final UnaryOperator<String> place;
  private final StorageSettings settings;
  private Optional<TextForm> taken = Optional.empty();

  /**
   * Prepares to read the form. It does not read the table yet.
   *
   * @param place returns the place of the table from the name of the sweep
   * @param settings of the table's filesystem
   */
  public FormOfTable(UnaryOperator<String> place, StorageSettings settings) {
    this.place = place;
    this.settings = settings;
  }

  @Override
  public Optional<TextForm> of(String name) {
    taken = stored(place.apply(name)).filter(FormOfTable::isOfText).map(SweepSpec::text);
    return taken;
  }

  /** The form that a specification took from the table; empty if it has its own. */
  public Optional<TextForm> taken() {
    return taken;
  }

  private static boolean isOfText(SweepSpec spec) {
    return spec.task() == Task.LANGUAGE_MODEL;
  }

  /**
   * Ignores a table that cannot be read. It has its own message later, when rows are added to it.
   */
  private Optional<SweepSpec> stored(String out) {
    try {
      TrialTable table = TrialTable.openOrNew(settings.locate(out), settings);
      return table.specification().text().map(yaml -> Remainder.readStored(yaml, table.place()));
    } catch (UserException e) {
      return Optional.empty();
    }
  }
}
