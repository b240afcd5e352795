package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.PublicUri;
import java.util.Set;

/**
 * The place to read a corpus from, and its name.
 *
 * @param name for tables and rows; without parts that only its reader may know
 * @param place a built-in name, a path or a URI; not for tables and messages
 * @param named who named the place
 */
public record CorpusSource(String name, String place, Named named) {
  /** The origin of a place. */
  public enum Named {
    /** The key {@code corpus} of a specification that a person gave. */
    SPECIFICATION,
    /** The key {@code corpus} of a table, which another person may have written. */
    TABLE,
    /** The person or the program that reads the corpus now. */
    READER
  }

  private static final Set<String> BUILT_IN =
      Set.of(CorpusLoader.HARBOUR, CorpusLoader.TIME_MACHINE, CorpusLoader.NOISY_SINE);

  /** Removes from the name the parts that only its reader may know. */
  public CorpusSource {
    name = PublicUri.of(name);
  }

  /** Returns the corpus of a specification. */
  public static CorpusSource of(String corpus) {
    return new CorpusSource(corpus, corpus, Named.SPECIFICATION);
  }

  /** Returns the corpus of a table. */
  public static CorpusSource ofTable(String corpus) {
    return new CorpusSource(corpus, corpus, Named.TABLE);
  }

  /**
   * Returns this corpus, read from a different place.
   *
   * @param place a path or a URI
   * @throws UserException if the corpus is built in
   */
  public CorpusSource at(String place) {
    if (isBuiltIn()) {
      throw UserException.badInput(
          "Cannot read corpus "
              + name
              + " from "
              + PublicUri.of(place)
              + ": must have no other place, as it is built in");
    }
    return new CorpusSource(name, place, Named.READER);
  }

  /** Returns whether the software contains it or knows its address. */
  public boolean isBuiltIn() {
    return BUILT_IN.contains(place);
  }

  /** Returns whether the place is a URI that does not name a file on this machine. */
  public boolean isRemote() {
    return PublicUri.isUri(place) && !place.startsWith("file:");
  }

  /** Returns the place for messages. */
  public String shown() {
    return PublicUri.of(place);
  }

  /** Returns a filesystem's message without the query of the place, which it may repeat. */
  String withoutQuery(String said) {
    String query = place.substring(PublicUri.parse(place).queryAt());
    return query.isEmpty() ? said : said.replace(query, "");
  }
}
