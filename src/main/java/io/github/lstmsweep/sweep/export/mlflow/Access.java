package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The right to use a server, from the environment variables that MLflow's own client reads. As
 * there, a name with a password has precedence over a token. Variables of other ways are refused,
 * because a server would answer with less than they promise.
 */
final class Access {
  static final String NAME = "MLFLOW_TRACKING_USERNAME";
  static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
  private static final String CERTIFICATE = "MLFLOW_TRACKING_SERVER_CERT_PATH";
  private static final String INSECURE = "MLFLOW_TRACKING_INSECURE_TLS";
  private static final List<String> UNKNOWN_HERE =
      List.of(
          "MLFLOW_TRACKING_AUTH", "MLFLOW_TRACKING_AWS_SIGV4", "MLFLOW_TRACKING_CLIENT_CERT_PATH");

  /** Java would show the whole header in its refusal of any other character. */
  private static final Pattern TOKEN_FORM = Pattern.compile("[!-~]*");

  private static final String BASIC = "Basic ";
  private static final Set<String> OFF = Set.of("", "false", "0");

  private static final String MEND = "set " + TOKEN + ", or " + NAME + " and " + PASSWORD;

  private final Optional<String> authorization;
  private final List<String> secrets;
  private final Optional<SSLContext> trust;

  private Access(Optional<String> authorization, List<String> secrets, Optional<SSLContext> trust) {
    this.authorization = authorization;
    this.secrets = secrets;
    this.trust = trust;
  }

  /**
   * Reads the variables.
   *
   * @throws UserException if a variable is set that cannot be followed
   */
  static Access of(Map<String, String> environment) {
    for (String name : UNKNOWN_HERE) {
      if (!OFF.contains(value(environment, name))) {
        throw UserException.badInput(
            "Cannot follow " + name + ": must be unset; " + MEND + " instead");
      }
    }
    if (!OFF.contains(value(environment, INSECURE))) {
      throw UserException.badInput(
          "Cannot follow "
              + INSECURE
              + ": must be unset, because a server is always checked; name its certificate in "
              + CERTIFICATE
              + " instead");
    }
    return new Access(
        authorization(environment), secrets(environment), trust(value(environment, CERTIFICATE)));
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return name.equals(INSECURE) || UNKNOWN_HERE.contains(name)
        ? value.toLowerCase(Locale.ROOT)
        : value;
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String name = value(environment, NAME);
    String password = value(environment, PASSWORD);
    if (!name.isEmpty() && !password.isEmpty()) {
      byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of(BASIC + Base64.getEncoder().encodeToString(both));
    }
    String token = value(environment, TOKEN);
    if (!TOKEN_FORM.matcher(token).matches()) {
      throw UserException.badInput(
          "Cannot use " + TOKEN + ": must have printable ASCII characters without blanks");
    }
    if (!token.isEmpty()) {
      return Optional.of("Bearer " + token);
    }
    if (name.isEmpty() != password.isEmpty()) {
      throw UserException.badInput(
          "Cannot use "
              + (name.isEmpty() ? PASSWORD : NAME)
              + " alone: must be set together with "
              + (name.isEmpty() ? NAME : PASSWORD));
    }
    return Optional.empty();
  }

  /** The secrets and the forms in which they are sent. */
  private static List<String> secrets(Map<String, String> environment) {
    return Stream.concat(
            Stream.of(value(environment, PASSWORD), value(environment, TOKEN)),
            authorization(environment).stream().map(sent -> sent.substring(sent.indexOf(' ') + 1)))
        .filter(secret -> !secret.isEmpty())
        .toList();
  }

  private static Optional<SSLContext> trust(String file) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustedCertificates.of(Path.of(file)));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw UserException.badInput(
          "Cannot set "
              + CERTIFICATE
              + " to "
              + file
              + ": must be a file of PEM certificates ("
              + Reason.of(e)
              + ")");
    }
  }

  /** Returns the value of the header {@code Authorization}; empty if the server asks for none. */
  Optional<String> authorization() {
    return authorization;
  }

  /** Returns the half sentence that says what a person can do when the server refuses them. */
  String mend() {
    return authorization
        .map(sent -> sent.startsWith(BASIC) ? NAME + " and " + PASSWORD : TOKEN)
        .map(sent -> "correct " + sent)
        .orElse(MEND);
  }

  /** Returns the certificates that are trusted; empty for those that Java trusts. */
  Optional<SSLContext> trust() {
    return trust;
  }

  /** Returns {@code text} of a server without secrets, in case that the server repeats them. */
  String withoutSecrets(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
