package io.github.lstmsweep.sweep.export.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the trust in the certificates of a file, and in no other ones. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Returns the trust in the PEM certificates of {@code file}.
   *
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it has no certificate
   */
  static SSLContext of(Path file) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    Collection<? extends Certificate> all;
    try (InputStream pem = Files.newInputStream(file)) {
      all = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
    if (all.isEmpty()) {
      throw new GeneralSecurityException("it has none");
    }
    for (Certificate certificate : all) {
      trusted.setCertificateEntry("server-" + trusted.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
