package io.github.lstmsweep.corpus.source;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.PublicUri;

/** Refuses URIs such as {@code s3a://KEY:SECRET@bucket/out}, which would be printed and stored. */
public final class UriPassword {
  private UriPassword() {}

  /**
   * Refuses a path or URI with user info, without repeating it: even a user name may be a token.
   *
   * @param act the refused action, such as {@code use the table}
   * @throws UserException if {@code uri} has user info
   */
  public static void refuse(String act, String uri) {
    PublicUri parts = PublicUri.parse(uri);
    if (!parts.hidden().isEmpty()) {
      throw UserException.badInput(
          "Cannot "
              + act
              + " "
              + parts.scheme()
              + "…@"
              + parts.shown()
              + ": must be without a user and password, which others would read; set"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or Spark's spark.hadoop.* properties"
              + " of that filesystem");
    }
  }
}
