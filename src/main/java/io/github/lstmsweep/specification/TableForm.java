package io.github.lstmsweep.specification;

import io.github.lstmsweep.trial.TextForm;
import java.util.Optional;

/**
 * The form of the text in a table that is there already. A specification that says nothing of
 * {@code text} goes on with it: so a table of before there was the key goes on as it was.
 */
@FunctionalInterface
public interface TableForm {
  /** The form where there is no table: none. */
  TableForm NONE = name -> Optional.empty();

  /**
   * The table's form; empty where there is no table.
   *
   * @param name of the sweep
   */
  Optional<TextForm> of(String name);
}
