package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.PublicUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a tracking server.
 *
 * @param text with a path if the server has one, and without a slash at its end
 */
record ServerUrl(String text) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * Reads the address that a person typed.
   *
   * @throws UserException if it is no address of a server, or has a secret
   */
  static ServerUrl of(String typed) {
    URI uri;
    try {
      uri = new URI(typed);
    } catch (URISyntaxException e) {
      throw refused(typed, "http://127.0.0.1:5000");
    }
    if (!SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw refused(typed, "http://127.0.0.1:5000");
    }
    if (uri.getRawUserInfo() != null) {
      throw UserException.badInput(
          "Cannot export to "
              + PublicUri.of(typed)
              + " with a name or password in its URL: must be in the variables "
              + Access.NAME
              + " and "
              + Access.PASSWORD);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(typed, PublicUri.of(typed));
    }
    return new ServerUrl(typed.replaceFirst("/+$", ""));
  }

  private static UserException refused(String typed, String example) {
    return UserException.badInput(
        "Cannot export to "
            + PublicUri.of(typed)
            + ": must be the http or https URL of an MLflow tracking server, without a query, such"
            + " as "
            + example);
  }

  /** Returns the address of a call such as {@code runs/create}. */
  URI call(String name, String query) {
    return URI.create(text + "/api/2.0/mlflow/" + name + (query.isEmpty() ? "" : "?" + query));
  }

  /** Returns whether the connection is encrypted. */
  boolean isEncrypted() {
    return text.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  /** Returns the name of the server and its port, for messages. */
  String server() {
    return URI.create(text).getAuthority();
  }

  @Override
  public String toString() {
    return text;
  }
}
