package io.github.lstmsweep.cli.input;

import java.util.Iterator;
import java.util.List;

/**
 * The words that an argument takes, for the completion by a shell. Picocli makes the subclasses.
 */
public abstract class Words implements Iterable<String> {
  private final List<String> words;

  /** Keeps the words in their order. */
  protected Words(List<String> words) {
    this.words = List.copyOf(words);
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }
}
