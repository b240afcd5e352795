package io.github.lstmsweep.trial;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path or URI without its secrets, as tables and messages may show it. User info and a query can
 * be secrets: {@code s3a://KEY:SECRET@bucket/text}, {@code https://host/text?X-Amz-Signature=…}.
 *
 * @param scheme with its colon and slashes; empty for a path
 * @param hidden the user info with its {@code @}; empty if there is none
 * @param shown the rest, without query and fragment
 */
public record PublicUri(String scheme, String hidden, String shown) {
  /** A scheme has at least two letters, because {@code C:\text} is a path. */
  private static final Pattern URI = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]+:)(.*)");

  /** These schemes have the name of a container in the place of the user. */
  private static final Set<String> CONTAINERS = Set.of("abfs:", "abfss:", "wasb:", "wasbs:");

  /**
   * Only these schemes have ports. In any other URI {@code name:12/x@} is a name and a password:
   * secrets may begin with digits and a slash.
   */
  private static final Set<String> WITH_PORTS =
      Set.of(
          "http:", "https:", "hdfs:", "webhdfs:", "swebhdfs:", "ofs:", "ftp:", "sftp:", "alluxio:");

  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})([/?#].*)?", Pattern.DOTALL);
  private static final int HIGHEST_PORT = 65_535;

  /** Returns whether {@code text} is a URI and not a path. */
  public static boolean isUri(String text) {
    return URI.matcher(text).matches();
  }

  /** Splits {@code text} into its parts. */
  public static PublicUri parse(String text) {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      return new PublicUri("", "", text);
    }
    String scheme = uri.group(1);
    String rest = uri.group(2);
    if (!rest.startsWith("//")) {
      return new PublicUri(scheme, "", withoutQuery(rest));
    }
    int host = host(scheme.toLowerCase(Locale.ROOT), rest);
    return new PublicUri(
        scheme + "//", rest.substring(2, host), withoutQuery(rest.substring(host)));
  }

  /**
   * Returns the place of the query or fragment in the whole text, or the text's end if there is
   * none.
   */
  public int queryAt() {
    return scheme.length() + hidden.length() + shown.length();
  }

  private static String withoutQuery(String rest) {
    return rest.replaceFirst("(?s)[?#].*", "");
  }

  /** Returns {@code text} without user info, query and fragment. */
  public static String of(String text) {
    PublicUri uri = parse(text);
    return uri.scheme + uri.shown;
  }

  /** Returns the place of the host in {@code //user:password@host/path}. */
  private static int host(String scheme, String rest) {
    int end = 2;
    while (end < rest.length() && "/:@?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String after = rest.substring(end);
    if (after.startsWith("@") && !CONTAINERS.contains(scheme)) {
      int slash = rest.indexOf('/', end);
      return 1 + rest.lastIndexOf('@', slash < 0 ? rest.length() : slash);
    }
    boolean password = after.startsWith(":") && after.contains("@") && !isPort(scheme, after);
    return password ? 1 + rest.lastIndexOf('@') : 2;
  }

  private static boolean isPort(String scheme, String after) {
    Matcher port = PORT.matcher(after);
    return WITH_PORTS.contains(scheme)
        && port.matches()
        && Integer.parseInt(port.group(1)) <= HIGHEST_PORT;
  }
}
