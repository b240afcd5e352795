package io.github.lstmsweep.specification;

import io.github.lstmsweep.trial.TextForm;
import java.util.Optional;

/**
 * Looks up the form of the text in an existing table. A specification that does not set {@code
 * text} continues with that form. This also keeps tables that are older than the key.
 */
@FunctionalInterface
public interface TableForm {
  /** Returns no form, for callers without a table. */
  TableForm NONE = name -> Optional.empty();

  /**
   * Returns the form of the table's text, or empty if there is no table.
   *
   * @param name of the sweep
   */
  Optional<TextForm> of(String name);
}
