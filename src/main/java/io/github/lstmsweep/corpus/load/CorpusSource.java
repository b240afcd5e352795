package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.PublicUri;
import java.util.Set;

/**
 * The place where a corpus is read, and its name.
 *
 * @param name for tables and rows; without what only its reader may know
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
    /** The option {@code --corpus}. */
    OPTION
  }

  private static final Set<String> BUILT_IN =
      Set.of(CorpusLoader.HARBOUR, CorpusLoader.TIME_MACHINE, CorpusLoader.NOISY_SINE);

  /** Takes from the name what only its reader may know. */
  public CorpusSource {
    name = PublicUri.of(name);
  }

  /** The corpus of a specification. */
  public static CorpusSource of(String corpus) {
    return new CorpusSource(corpus, corpus, Named.SPECIFICATION);
  }

  /** The corpus of a table. */
  public static CorpusSource ofTable(String corpus) {
    return new CorpusSource(corpus, corpus, Named.TABLE);
  }

  /**
   * This corpus, read elsewhere.
   *
   * @param place the value of {@code --corpus}, a path or a URI
   * @throws UserException where the corpus is built in
   */
  public CorpusSource at(String place) {
    if (isBuiltIn()) {
      throw UserException.badInput(
          "Cannot set --corpus to "
              + PublicUri.of(place)
              + ": must be left out, as the corpus "
              + name
              + " is built in");
    }
    return new CorpusSource(name, place, Named.OPTION);
  }

  /** Whether the software brings it, or knows where to get it. */
  boolean isBuiltIn() {
    return BUILT_IN.contains(place);
  }

  /** Whether the place is a URI, and not one of a file on this machine. */
  public boolean isRemote() {
    return PublicUri.isUri(place) && !place.startsWith("file:");
  }

  /** The place as messages have it. */
  public String shown() {
    return PublicUri.of(place);
  }

  /** A filesystem's message about the place, which may repeat what it was asked for. */
  String withoutQuery(String said) {
    String query = place.substring(PublicUri.parse(place).queryAt());
    return query.isEmpty() ? said : said.replace(query, "");
  }
}
