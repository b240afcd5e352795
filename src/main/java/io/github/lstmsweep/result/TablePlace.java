package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The place of a table, for messages. It turns failures of the table's storage into messages.
 *
 * @param uri of the table
 */
record TablePlace(URI uri) {
  /** A call that uses the table's storage. */
  interface Call<T> {
    T get() throws IOException;
  }

  /**
   * Makes a call, and reports its failure.
   *
   * @param act the words between "Cannot" and the place, such as {@code read the rows of}
   * @throws UserException if the storage fails
   */
  <T> T call(String act, Call<T> call) {
    try {
      return call.get();
    } catch (IOException e) {
      throw failure(act, e);
    }
  }

  /** Returns the report that something cannot be done at this place. */
  UserException failure(String act, IOException e) {
    return UserException.storage("Cannot " + act + " " + this + ": " + Reason.of(e));
  }

  /** Returns a path if the table is on this machine, else its URI. */
  @Override
  public String toString() {
    return "file".equals(uri.getScheme()) ? Path.of(uri).toString() : uri.toString();
  }
}
