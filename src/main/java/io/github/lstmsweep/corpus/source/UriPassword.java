package io.github.lstmsweep.corpus.source;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.PublicUri;

/** URIs such as {@code s3a://KEY:SECRET@bucket/out}, which would be printed and stored. */
public final class UriPassword {
  private UriPassword() {}

  /**
   * Refuses a path or URI with user info in it, and does not repeat that: a user alone may be a
   * token.
   *
   * @param act what is not done, such as {@code use the table}
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
