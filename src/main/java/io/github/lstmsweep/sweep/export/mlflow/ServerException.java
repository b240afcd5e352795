package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import java.io.IOException;

/** A call that a tracking server did not answer, or refused. */
final class ServerException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The ways in which a call can fail. */
  enum Kind {
    /** No answer came, or the server says that it cannot answer now. */
    AWAY,
    /** The answer is of no tracking server. */
    OTHER_SERVER,
    /** The server asks for a name or a token, or for a different one. */
    NOT_ALLOWED,
    /** The thing does not exist. */
    NOT_FOUND,
    /** The thing exists already. */
    EXISTS,
    /** The server refused the call for a different reason. */
    REFUSED
  }

  private final Kind kind;

  ServerException(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Returns the message for a person, if nothing was exported yet. */
  UserException beforeTheStart(ServerUrl url) {
    return UserException.badInput("Cannot export to " + url + ": " + getMessage());
  }

  /**
   * Returns the message for a person, if a part was exported.
   *
   * @param part such as {@code 3 of 8 trials}
   */
  UserException after(String part, ServerUrl url) {
    String problem = "Cannot export to " + url + " after " + part + ": " + getMessage();
    return kind == Kind.AWAY
        ? UserException.storage(
            problem, new Remedy(Remedy.Kind.TRY_AGAIN, "when the server answers, to add the rest"))
        : UserException.storage(problem);
  }
}
