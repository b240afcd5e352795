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

/** The form of the text in the table that a sweep adds to; remembers whether it was asked for. */
public final class FormOfTable implements TableForm {
  private final UnaryOperator<String> place;
  private final StorageSettings settings;
  private Optional<TextForm> taken = Optional.empty();

  /**
   * Looks at no table yet.
   *
   * @param place of the table, by the name of the sweep
   * @param settings how its filesystem is reached
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

  /** The form that a specification took from the table; empty where it had its own. */
  public Optional<TextForm> taken() {
    return taken;
  }

  private static boolean isOfText(SweepSpec spec) {
    return spec.task() == Task.LANGUAGE_MODEL;
  }

  /** A table that cannot be read has its own message, when rows are to be added to it. */
  private Optional<SweepSpec> stored(String out) {
    try {
      TrialTable table = TrialTable.openOrNew(settings.locate(out), settings);
      return table.specification().map(yaml -> Remainder.readStored(yaml, table.place()));
    } catch (UserException e) {
      return Optional.empty();
    }
  }
}
