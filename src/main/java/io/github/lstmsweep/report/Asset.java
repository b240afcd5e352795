package io.github.lstmsweep.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The style and the script that every page has. The page's policy allows them by their hash. */
enum Asset {
  STYLE("report.css"),
  SCRIPT("report.js");

  private final String file;

  Asset(String file) {
    this.file = file;
  }

  /** Returns the text as it stands in the page. */
  String content() {
    try (InputStream in = Objects.requireNonNull(Asset.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The software's own " + file + " cannot be read", e);
    }
  }

  /** Returns the source of the policy that allows this text alone. */
  String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content().getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
