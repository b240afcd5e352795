package io.github.lstmsweep.corpus;

import io.github.lstmsweep.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URIs such as {@code s3a://KEY:SECRET@bucket/out}, which would be printed and stored. */
public final class UriPassword {
  // The colon of a port comes before digits and a slash.
  private static final Pattern PASSWORD =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@:]*:(?![0-9]+/)[^@]*@");

  private UriPassword() {}

  /**
   * Refuses a path or URI with a password in it, and does not repeat that.
   *
   * @param act what is not done, such as {@code use the table}
   */
  public static void refuse(String act, String uri) {
    Matcher password = PASSWORD.matcher(uri);
    if (password.find()) {
      throw UserException.badInput(
          "Cannot "
              + act
              + " "
              + password.group(1)
              + "…@"
              + uri.substring(password.end())
              + ": must be without a user and password, which others would read; set"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or Spark's spark.hadoop.* properties"
              + " of that filesystem");
    }
  }
}
